import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { BrandRole, BrandRoleMember, PERMISSIONS } from '../../src/modules/brands/brand-role.entity.js';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import type { Listing } from '../../src/modules/listings/listing.entity.js';
import { ACTIONS } from '../../src/modules/timeline/activity-names.js';
import { Activity } from '../../src/modules/timeline/activity.entity.js';
import {
  makeActivity,
  makeBrand,
  makeContact,
  makeKey,
  makeLeadChannel,
  makeListing,
  makePortal,
  makeTenant,
  makeUser,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico({ TIMELINE_ACTIONS: 'ContactDanced' });
});
afterAll(() => portico.stop());

/** A portal, one contact of its brand, and calls of that contact's timeline. */
async function visit(options: { mls?: string[]; brand?: Brand } = {}) {
  const em = portico.em();
  const brand = options.brand ?? (await makeBrand(em));
  const leadChannel = options.mls && (await makeLeadChannel(em, { brand, mls: options.mls }));
  const { portal, token } = await makePortal(em, { brand, leadChannel });
  const contact = await makeContact(em, { brand });
  const path = `/portals/${portal.id}/contacts/${contact.id}/timeline`;
  return {
    brand,
    portal,
    token,
    contact,
    path,
    post: (body: object, query = '') =>
      portico.api.post(path + query, {
        portalToken: token,
        body: { action: 'ContactViewedListing', ...body },
      }),
    get: (query = '') => portico.api.get(path + query, { portalToken: token }),
    recorded: () => portico.em().find(Activity, { contact: contact.id }, { orderBy: { id: 'asc' } }),
  };
}

/** The listing as its tenant sees it. */
const listingOf = async ({ id, brand }: Listing) => {
  const em = portico.em();
  const user = await makeUser(em);
  const owned = await em.findOneOrFail(Brand, brand.id);
  const role = em.create(BrandRole, { brand: owned, role: unique('Owner'), acl: [...PERMISSIONS] });
  em.create(BrandRoleMember, { role, user });
  const key = await makeKey(em, { brand: owned, user });
  return (await portico.api.get(`/listings/${id}`, { bearer: key })).body.data as object;
};

describe('POST /portals/:id/contacts/:contact/timeline', () => {
  it('records what the reference shows, and answers as it does', async () => {
    const { path, token, contact, recorded } = await visit();

    const answer = await portico.api.post(path, {
      portalToken: token,
      body: { action: 'ContactLoggedIn', object_class: 'contact_lead', object_sa: {} },
    });

    const { id, created_at } = answer.body.data;
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      code: 'OK',
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        reference: contact.id,
        reference_type: 'Contact',
        created_at: expect.any(Number),
        updated_at: created_at,
        deleted_at: null,
        object: {},
        action: 'ContactLoggedIn',
        is_visible: true,
        brand: null,
        created_by: null,
        description: null,
        type: 'activity',
      },
    });
    expect(Object.keys(answer.body.data).join()).toBe(
      'id,reference,reference_type,created_at,updated_at,deleted_at,object,action,is_visible,brand,created_by,description,type',
    );
    expect(Math.abs(created_at - Date.now() / 1000)).toBeLessThan(60);
    const [activity, ...others] = await recorded();
    expect(others).toEqual([]);
    expect(activity).toMatchObject({ id, objectClass: 'contact_lead', createdAt: created_at });
  });

  it("moves the contact's last touch, never back, and nothing else of the contact", async () => {
    const { contact, post } = await visit();
    const read = () => portico.em().findOneOrFail(Contact, contact.id);
    const before = await read();
    expect(before.lastTouch).toBeNull();
    const { created_at } = (await post({})).body.data;
    expect(await read()).toMatchObject({ lastTouch: created_at, updatedAt: before.updatedAt });
    const ahead = 4_000_000_000;
    await portico.em().nativeUpdate(Contact, contact.id, { lastTouch: ahead });
    expect((await post({})).status).toBe(200);
    expect((await read()).lastTouch).toBe(ahead);
  });

  it('takes every action, and the one of the operator', async () => {
    const { post } = await visit();
    for (const action of [...ACTIONS, 'ContactDanced']) {
      expect((await post({ action })).body.data).toMatchObject({ action, object: {} });
    }
  });

  it('keeps a stand-alone object as it was sent', async () => {
    const { path, token, recorded } = await visit();
    const object =
      '{ "b":1.50, "a":[ {} ], "10":null, "constructor":"x", "ü":"\\u00fc", "n":12345678901234567890 }';
    const answer = await portico.api.post(path, {
      portalToken: token,
      raw: `{"action":"ContactSearchedListings","object_class":"ContactSearch","object_sa":${object},"notes":"Said hello"}`,
    });
    expect(answer.body.data.object).toEqual(JSON.parse(object));
    expect(answer.body.data.description).toBe('Said hello');
    const [activity] = await recorded();
    expect(activity).toMatchObject({ objectSa: object, objectClass: 'contact_search' });
  });

  it('keeps search and lead', async () => {
    const { post, recorded } = await visit();
    expect((await post({ search: { city: 'Dallas' } })).body.data.object).toEqual({ city: 'Dallas' });
    expect((await post({ lead: { name: 'Dana' } })).body.data.object).toEqual({ name: 'Dana' });
    expect((await recorded()).map(({ objectClass }) => objectClass)).toEqual([
      'contact_search',
      'contact_lead',
    ]);
  });

  describe('with a listing', () => {
    it.each([
      ['object_class and object', ({ id }: Listing) => ({ object_class: 'listing', object: id })],
      ['its id', ({ id }: Listing) => ({ listing: id.toUpperCase() })],
      ['an object with its id', ({ id }: Listing) => ({ listing: { id, price: 1 } })],
      ['its number', ({ mlsNumber }: Listing) => ({ listing: { mls_number: mlsNumber } })],
      [
        'its number and board',
        ({ mlsNumber, mls }: Listing) => ({ listing: { mls_number: mlsNumber, mls } }),
      ],
      [
        'an unknown id and its number',
        ({ mlsNumber }: Listing) => ({ listing: { id: randomUUID(), mls_number: mlsNumber } }),
      ],
    ])('refers to the one given by %s', async (_, body) => {
      const { post, recorded, brand } = await visit();
      const listing = await makeListing(portico.em(), { brand });

      expect((await post(body(listing))).body.data.object).toBe(listing.id);

      const [activity] = await recorded();
      expect(activity).toMatchObject({ objectClass: 'listing', objectSa: null });
      expect(activity?.listing?.id).toBe(listing.id);
      const whole = await post(body(listing), '?associations=activity.object,activity.else');
      expect(whole.body.data.object).toEqual(await listingOf(listing));
    });

    it('prefers the id to the number', async () => {
      const { post, brand } = await visit();
      const [one, other] = [
        await makeListing(portico.em(), { brand }),
        await makeListing(portico.em(), { brand }),
      ];
      const answer = await post({ listing: { id: one.id, mls_number: other.mlsNumber } });
      expect(answer.body.data.object).toBe(one.id);
    });

    it.each([
      ['an unknown number', () => ({ mls_number: unique('N'), price: 1 })],
      ['an unknown id', () => ({ id: randomUUID() })],
      ['a gibberish id', () => ({ id: 'gibberish', beds: 2 })],
      ['nothing to look up by', () => ({ address: 'Main Street' })],
      ['nothing', () => ({})],
    ])('keeps one with %s', async (_, make) => {
      const { post, recorded } = await visit();
      const listing = make();
      const answer = await post({ listing }, '?associations=activity.object');
      expect(answer.body.data.object).toEqual(listing);
      expect(await recorded()).toMatchObject([{ objectClass: 'contact_listing' }]);
    });

    it('keeps one whose number or id is of a deleted listing', async () => {
      const { post, brand } = await visit();
      const { id, mlsNumber } = await makeListing(portico.em(), { brand, deletedAt: 1_700_000_000 });
      const listing = { id, mls_number: mlsNumber };
      expect((await post({ listing })).body.data.object).toEqual(listing);
      expect((await post({ listing: id })).status).toBe(404);
    });

    it('knows those of its own tenant only, in whatever case their number is written', async () => {
      const em = portico.em();
      const [mls, mlsNumber] = [unique('Board'), unique('n')];
      const theirs = await makeListing(em, { brand: await makeBrand(em), mls, mlsNumber });
      const { post, recorded, brand } = await visit();
      const listing = { id: theirs.id, mls_number: mlsNumber, mls };
      expect((await post({ listing })).body.data.object).toEqual(listing);
      expect((await post({ listing: theirs.id })).status).toBe(404);
      expect((await post({ object_class: 'listing', object: theirs.id })).status).toBe(404);
      expect(await recorded()).toMatchObject([{ objectClass: 'contact_listing', listing: null }]);

      const own = await makeListing(em, { brand, mls, mlsNumber });
      const shouted = { mls_number: mlsNumber.toUpperCase(), mls: mls.toUpperCase() };
      expect((await post({ listing: shouted })).body.data.object).toBe(own.id);
      expect((await post({ listing: { mls_number: mlsNumber } })).body.data.object).toBe(own.id);
    });

    it("shows no other tenant's, even where an activity refers to it", async () => {
      const em = portico.em();
      const theirs = await makeListing(em, { brand: await makeBrand(em), price: 1 });
      const { get, contact } = await visit();
      await makeActivity(em, { contact, listing: theirs });
      const { data } = (await get('?associations=activity.object')).body;
      expect(data).toMatchObject([{ object: theirs.id }]);
    });

    it('does not guess between two boards', async () => {
      const { post, brand } = await visit();
      const mlsNumber = unique('N');
      const [a, b] = [
        await makeListing(portico.em(), { brand, mlsNumber }),
        await makeListing(portico.em(), { brand, mlsNumber }),
      ];
      const objects = async (mls?: string) =>
        (await post({ listing: { mls_number: mlsNumber, mls } })).body.data.object as unknown;
      expect(await objects()).toEqual({ mls_number: mlsNumber });
      expect(await objects(a.mls)).toBe(a.id);
      expect(await objects(b.mls)).toBe(b.id);
    });

    it("looks for numbers only on the boards of the portal's lead channel", async () => {
      const root = await makeBrand(portico.em());
      const mlsNumber = unique('N');
      const [a, b] = [
        await makeListing(portico.em(), { brand: root, mlsNumber }),
        await makeListing(portico.em(), { brand: root, mlsNumber }),
      ];
      const visitBelow = async (mls: string[]) =>
        visit({ mls, brand: await makeBrand(portico.em(), { parent: root }) });
      const { post } = await visitBelow([a.mls.toUpperCase(), unique('MLS')]);
      expect((await post({ listing: { mls_number: mlsNumber } })).body.data.object).toBe(a.id);
      const onOther = { mls_number: mlsNumber, mls: b.mls };
      expect((await post({ listing: onOther })).body.data.object).toEqual(onOther);
      expect((await post({ listing: b.id })).body.data.object).toBe(b.id);
      const everywhere = await visitBelow([]);
      expect((await everywhere.post({ listing: onOther })).body.data.object).toBe(b.id);
    });

    it.each([
      ['listing', (id: string) => ({ listing: id })],
      ['object', (id: string) => ({ object_class: 'Listing', object: id })],
    ])('answers 404 for an unknown id as %s, and records nothing', async (_, body) => {
      const { post, recorded, contact } = await visit();
      const id = randomUUID();
      const refused = await post(body(id));
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `Listing ${id} not found`,
        http: 404,
      });
      expect(refused.status).toBe(404);
      expect(await recorded()).toEqual([]);
      expect((await portico.em().findOneOrFail(Contact, contact.id)).lastTouch).toBeNull();
    });
  });

  it.each([
    [{ action: 'ContactSlept' }, 'action'],
    [{ action: null }, 'action'],
    [{ object_class: 'deal', object_sa: {} }, 'object_class'],
    [{ object_class: 'contact_lead', object_sa: 'text' }, 'object_sa'],
    [{ object_class: 'contact_lead', object_sa: [] }, 'object_sa'],
    [{ object_class: 'contact_lead', object_sa: null }, 'object_sa'],
    [{ object_class: 'listing', object: 'gibberish' }, 'object'],
    [{ listing: 'gibberish' }, 'listing'],
    [{ listing: 5 }, 'listing'],
    [{ search: 'Dallas' }, 'search'],
    [{ lead: [] }, 'lead'],
    [{ notes: {} }, 'notes'],
    [{ notes: 'x'.repeat(10_001) }, 'notes'],
    [{ lead: { a: 'x'.repeat(32 * 1024) } }, 'lead'],
    [{ brand: randomUUID() }, 'brand'],
    [{ is_visible: false }, 'is_visible'],
  ])('refuses %.80j and names %s', async (body, path) => {
    const { post, recorded } = await visit();
    const refused = await post(body);
    expect(refused.status).toBe(400);
    expect(refused.body.details).toEqual([{ path, message: expect.any(String) }]);
    expect(await recorded()).toEqual([]);
  });

  it.each(['', 'null', '[]', '"text"', '{', '{"action":'])('refuses the body %j', async (raw) => {
    const { path, token } = await visit();
    expect((await portico.api.post(path, { portalToken: token, raw })).status).toBe(400);
  });

  it('answers for a contact of another brand as for an unknown or deleted one', async () => {
    const { portal, token, brand } = await visit();
    const em = portico.em();
    const child = await makeBrand(em, { parent: brand });
    const deleted = await makeContact(em, { brand });
    await portico.em().nativeUpdate(Contact, deleted.id, { deletedAt: 1_700_000_000 });
    const ids = [
      randomUUID(),
      deleted.id,
      (await makeContact(em, { brand: await makeBrand(em) })).id,
      (await makeContact(em, { brand: child })).id,
    ];
    for (const id of ids) {
      for (const listing of [undefined, randomUUID()]) {
        const refused = await portico.api.post(`/portals/${portal.id}/contacts/${id}/timeline`, {
          portalToken: token,
          body: { action: 'ContactLoggedIn', listing },
        });
        expect(refused.status).toBe(404);
        expect(refused.body).toEqual({
          code: 'ResourceNotFound',
          message: `Contact ${id} not found`,
          http: 404,
        });
      }
    }
    expect(await portico.em().count(Activity, { contact: { $in: ids } })).toBe(0);
  });

  describe.each(['POST', 'GET'])('as %s', (method) => {
    const call = (path: string, portalToken?: string) =>
      portico.api.call(method, path, {
        portalToken,
        body: method === 'POST' ? { action: 'ContactLoggedIn' } : undefined,
      });

    it("needs the portal's own token", async () => {
      const { path, recorded } = await visit();
      const other = await visit();
      const { key } = await makeTenant(portico.em());
      expect((await call(path)).status).toBe(401);
      expect((await call(path, 'no-uuid')).status).toBe(401);
      expect((await call(path, randomUUID())).status).toBe(401);
      expect((await call(path, other.token)).status).toBe(401);
      const withBearer = { bearer: key, body: method === 'POST' ? {} : undefined };
      expect((await portico.api.call(method, path, withBearer)).status).toBe(401);
      expect(await recorded()).toEqual([]);
    });

    it('answers 404 for an unknown portal, and 400 for gibberish ids', async () => {
      const { token, portal, contact } = await visit();
      const status = async (portalId: string, contactId: string) =>
        (await call(`/portals/${portalId}/contacts/${contactId}/timeline`, token)).status;
      expect(await status(randomUUID(), contact.id)).toBe(404);
      expect(await status('gibberish', contact.id)).toBe(400);
      expect(await status(portal.id, 'gibberish')).toBe(400);
    });

    it('stops at once for a token that was replaced', async () => {
      const { brand, key } = await makeTenant(portico.em());
      const { path, token } = await visit({ brand });
      expect((await call(path, token)).status).toBe(200);
      const rotated = await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key });
      expect((await call(path, token)).status).toBe(401);
      expect((await call(path, rotated.body.data.token)).status).toBe(200);
    });
  });

  it('never fails, whatever is sent', async () => {
    const { path, token, brand } = await visit();
    const listing = await makeListing(portico.em(), { brand });
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800', '__proto__', ''));
    const id = fc.oneof(fc.constantFrom(listing.id, listing.mlsNumber, listing.mls), fc.uuid());
    const value = fc.oneof(fc.jsonValue({ maxDepth: 4 }), id);
    const object = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('id', 'mls', 'mls_number', 'constructor')),
      value,
    );
    const mess = fc.oneof(value, text, object, fc.dictionary(text, text));
    const mostly = (sound: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary: sound }, mess);
    const action = mostly(fc.constantFrom(...ACTIONS));
    const object_class = mostly(fc.constantFrom('listing', 'ContactLead', 'CONTACT_search'));
    const body = fc.oneof(
      fc.record({ action, listing: mostly(fc.oneof(id, object)), notes: mostly(fc.string()) }),
      fc.record({ action, object_class, object_sa: mostly(object), notes: fc.oneof(text, mess) }),
      fc.record({ action, object_class: fc.constant('Listing'), object: mostly(id) }),
      fc.record({ action, search: mostly(object), lead: mostly(object) }, { requiredKeys: [] }),
      fc.record({ action, object_class, listing: mess, lead: mess, object: mess, search: mess, notes: mess }),
    );
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        mostly(body),
        fc.constantFrom('', '?associations=activity.object'),
        async (sent, query) => {
          const { status } = await portico.api.post(path + query, { portalToken: token, body: sent });
          seen.add(status);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
    expect(seen).toEqual(new Set([200, 400, 404]));
    expect((await portico.api.get(`${path}?limit=100`, { portalToken: token })).status).toBe(200);
  });

  it('survives depth that a second member of the same name hides', async () => {
    const { path, token } = await visit();
    const deep = `${'['.repeat(15_000)}${']'.repeat(15_000)}`;
    const sent = (object: string) =>
      portico.api.post(path, {
        portalToken: token,
        raw: `{"action":"ContactLoggedIn","object_class":"contact_lead","object_sa":${object}}`,
      });
    expect((await sent(`{"a":${deep},"a":1}`)).status).toBe(400);
    expect((await sent('{"a":"\\u0000","a":"\\ud800","a":1}')).body.data?.object).toEqual({ a: 1 });
  });
});

describe('GET /portals/:id/contacts/:contact/timeline', () => {
  it('answers with the activities as they were answered when recorded, newest first', async () => {
    const { post, get, brand } = await visit();
    const listing = await makeListing(portico.em(), { brand });
    const posted = [
      await post({ object_class: 'contact_lead', object_sa: { z: 1, a: 2 }, notes: 'First' }),
      await post({ listing: listing.id }),
      await post({ search: { city: 'Dallas' } }),
    ].map(({ body }) => body.data);

    const page = await get();

    expect(page.status).toBe(200);
    expect(page.body).toEqual({ code: 'OK', data: posted.toReversed(), info: { count: 3, total: 3 } });
    expect((await get('?order=-created_at')).body).toEqual(page.body);
    expect((await get('?order=created_at')).body.data).toEqual(posted);
    const whole = await get('?associations[]=activity.object');
    expect(whole.body.data[1].object).toEqual(await listingOf(listing));
    expect(whole.body.data[0]).toEqual(posted[2]);
  });

  it('leaves nothing out and repeats nothing from page to page; the total is always that of all', async () => {
    const { post, get } = await visit();
    for (let count = 0; count < 13; count++) await post({ notes: String(count) });

    const first = await get();
    const second = await get('?start=10&limit=10');
    const past = await get('?start=50');

    expect(first.body.info).toEqual({ count: 10, total: 13 });
    expect(second.body.info).toEqual({ count: 3, total: 13 });
    expect(past.body).toEqual({ code: 'OK', data: [], info: { count: 0, total: 13 } });
    const notes = [...first.body.data, ...second.body.data].map(({ description }) => Number(description));
    expect(notes).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('has every page where a list of all would be cut, from either end, past what is not shown', async () => {
    const { get, contact } = await visit();
    const shown: string[] = [];
    for (let n = 0; n < 23; n++) {
      const hidden =
        n % 5 === 3 ? { isVisible: false } : n % 7 === 4 ? { deletedAt: 1_700_000_000 } : undefined;
      const { id } = await makeActivity(portico.em(), { contact, ...hidden });
      if (!hidden) shown.push(id);
    }
    for (const order of ['created_at', '-created_at']) {
      const all = order === 'created_at' ? shown : shown.toReversed();
      for (let start = 0; start <= all.length + 1; start++) {
        for (const limit of [1, 4, 50]) {
          const { data, info } = (await get(`?start=${start}&limit=${limit}&order=${order}`)).body;
          expect((data as { id: string }[]).map(({ id }) => id)).toEqual(all.slice(start, start + limit));
          expect(info.total).toBe(shown.length);
        }
      }
    }
  });

  it('is empty for a contact that did nothing', async () => {
    const { get } = await visit();
    expect((await get()).body).toEqual({ code: 'OK', data: [], info: { count: 0, total: 0 } });
  });

  it('leaves out what is hidden, deleted, or of another contact', async () => {
    const { get, contact, brand } = await visit();
    const em = portico.em();
    const other = await makeContact(em, { brand });
    const user = await makeUser(em);
    const shown = await makeActivity(em, { contact, createdBy: user });
    await makeActivity(em, { contact, isVisible: false });
    await makeActivity(em, { contact, deletedAt: 1_700_000_000 });
    await makeActivity(em, { contact: other });
    const { data, info } = (await get()).body;
    expect(info).toEqual({ count: 1, total: 1 });
    expect(data).toMatchObject([{ id: shown.id, reference: contact.id, created_by: user.id }]);
  });

  it('answers for a contact of another brand as for an unknown one', async () => {
    const { portal, token } = await visit();
    const stranger = await visit();
    await stranger.post({});
    for (const id of [stranger.contact.id, randomUUID()]) {
      const refused = await portico.api.get(`/portals/${portal.id}/contacts/${id}/timeline`, {
        portalToken: token,
      });
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `Contact ${id} not found`,
        http: 404,
      });
    }
  });

  it.each(['start=-1', 'limit=0', 'limit=101', 'limit=x', 'order=action', 'order=id', 'start=1&start=2'])(
    'refuses ?%s',
    async (query) => {
      const { get } = await visit();
      expect((await get(`?${query}`)).status).toBe(400);
    },
  );
});

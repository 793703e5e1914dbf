import { randomUUID } from 'node:crypto';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { SavedSearch } from '../../src/modules/saved-searches/saved-search.entity.js';
import {
  makeActivity,
  makeAttribute,
  makeBrand,
  makeContact,
  makePortal,
  makeSavedSearch,
  makeTenant,
  type Tenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

interface Site extends Tenant {
  readonly path: string;
  readonly token: string;
}

async function makeSite(): Promise<Site> {
  const tenant = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand: tenant.brand });
  return { ...tenant, token, path: `/portals/${portal.id}/contacts` };
}

const withEmail = async (
  site: Tenant,
  text: string,
  fields: { deletedAt?: number } = {},
): Promise<Contact> => {
  const contact = await makeContact(portico.em(), { brand: site.brand, ...fields });
  await makeAttribute(portico.em(), { contact, attributeType: 'email', text, isPrimary: true });
  return contact;
};

/** A contact below the portal's brand, of the brand above it, and of a stranger: none of them is the portal's. */
async function foreignContacts({ brand }: Tenant): Promise<Contact[]> {
  const stranger = await makeTenant(portico.em());
  const child = await makeBrand(portico.em(), { parent: brand });
  return Promise.all([
    makeContact(portico.em(), { brand: child }),
    makeContact(portico.em(), { brand: stranger.brand }),
    makeContact(portico.em(), { brand, deletedAt: 1_700_000_000 }),
  ]);
}

describe('GET /portals/:id/contacts/:contact', () => {
  it('answers with a contact of the brand and its attributes', async () => {
    const site = await makeSite();
    const contact = await withEmail(site, 'dana@example.com');
    const got = await portico.api.get(`${site.path}/${contact.id}`, { portalToken: site.token });
    expect(got.status).toBe(200);
    const byBearer = await portico.api.get(`/contacts/${contact.id}?associations=contact.attributes`, {
      bearer: site.key,
    });
    expect(got.body).toEqual(byBearer.body);
    expect(got.body.data.attributes).toHaveLength(1);
  });

  it('knows no other contact, and takes no other token', async () => {
    const site = await makeSite();
    const other = await makeSite();
    for (const { id } of await foreignContacts(site)) {
      const missed = await portico.api.get(`${site.path}/${id}`, { portalToken: site.token });
      expect(missed.body).toMatchObject({ http: 404, message: `Contact ${id} not found` });
    }
    const contact = await withEmail(site, 'dana@example.com');
    expect((await portico.api.get(`${site.path}/${contact.id}`)).status).toBe(401);
    for (const options of [{ portalToken: other.token }, { bearer: site.key }]) {
      expect((await portico.api.get(`${site.path}/${contact.id}`, options)).status).toBe(401);
    }
    expect((await portico.api.get(`${site.path}/1`, { portalToken: site.token })).status).toBe(400);
  });
});

describe('GET /portals/:id/contacts', () => {
  it('finds the oldest live contact of the brand by e-mail address or phone number', async () => {
    const site = await makeSite();
    await withEmail(site, 'dana@example.com', { deletedAt: 1_700_000_000 });
    await withEmail(await makeSite(), 'dana@example.com');
    const oldest = await withEmail(site, 'dana@example.com');
    await withEmail(site, 'dana@example.com');
    await makeAttribute(portico.em(), {
      contact: oldest,
      attributeType: 'phone_number',
      text: '+12025550123',
    });
    const find = (query: string) => portico.api.get(`${site.path}?${query}`, { portalToken: site.token });

    for (const query of ['email=%20Dana@Example.com', 'phone=%2B1%20(202)%20555-0123']) {
      const found = await find(query);
      expect(found.body).toMatchObject({ data: [{ id: oldest.id }], info: { count: 1, total: 0 } });
      expect(found.body.data[0].attributes).toHaveLength(2);
    }
    expect((await find('email=nobody@example.com')).body).toEqual({
      code: 'OK',
      data: [],
      info: { count: 0, total: 0 },
    });
    await portico
      .em()
      .execute('update contact_attributes set deleted_at = now() where contact_id = ?', [oldest.id]);
    expect((await find('phone=%2B12025550123')).body.data).toEqual([]);
  });

  it('takes one of both, and nothing that is neither', async () => {
    const site = await makeSite();
    const refusal = async (query: string) =>
      (await portico.api.get(`${site.path}?${query}`, { portalToken: site.token })).body.details;
    expect(await refusal('')).toEqual([{ path: 'email', message: 'is required, or phone' }]);
    expect(await refusal('email=a@example.com&phone=%2B12025550123')).toEqual([
      { path: 'phone', message: 'must be left out beside email' },
    ]);
    expect(await refusal('email=dana')).toEqual([{ path: 'email', message: 'must be an e-mail address' }]);
    expect(await refusal('phone=x')).toEqual([
      { path: 'phone', message: expect.stringContaining('must be a phone number') },
    ]);
    expect((await portico.api.get(`${site.path}?email=dana@example.com`)).status).toBe(401);
  });
});

describe('DELETE of a contact', () => {
  it('lets it be answered no more, by bearer or by portal', async () => {
    const site = await makeSite();
    const ways = [
      (id: string) => portico.api.delete(`/contacts/${id}`, { bearer: site.key }),
      (id: string) => portico.api.delete(`${site.path}/${id}`, { portalToken: site.token }),
    ];
    for (const remove of ways) {
      const { id } = await withEmail(site, 'dana@example.com');
      expect((await remove(id)).status).toBe(204);
      expect((await portico.api.get(`/contacts/${id}`, { bearer: site.key })).status).toBe(404);
      expect((await portico.api.get(`${site.path}/${id}`, { portalToken: site.token })).status).toBe(404);
      expect((await remove(id)).body).toMatchObject({ http: 404, message: `Contact ${id} not found` });
      const { deletedAt, updatedAt } = await portico.em().findOneOrFail(Contact, id);
      expect(deletedAt).toBe(updatedAt);
      expect((await remove(`${id}?erase=yes`)).status).toBe(400);
    }
  });

  it.each(['', '?erase=true'])(
    "reaches a portal's own contacts, and a bearer's and those below (%s)",
    async (erase) => {
      const site = await makeSite();
      const [below, foreign] = await foreignContacts(site);
      for (const id of [below!.id, foreign!.id, randomUUID()]) {
        const missed = await portico.api.delete(`${site.path}/${id}${erase}`, { portalToken: site.token });
        expect(missed.body).toMatchObject({ http: 404, message: `Contact ${id} not found` });
      }
      const missed = await portico.api.delete(`/contacts/${foreign!.id}${erase}`, { bearer: site.key });
      expect(missed.status).toBe(404);
      expect((await portico.api.delete(`/contacts/${below!.id}${erase}`)).status).toBe(401);
      expect((await portico.api.delete(`${site.path}/${below!.id}${erase}`)).status).toBe(401);
      const parent = await portico.api.delete(`/contacts/${below!.id}${erase}`, { bearer: site.key });
      expect(parent.status).toBe(204);
    },
  );
});

/** Every table's rows that have one of the words in them. */
async function rowsWith(words: readonly string[]): Promise<string[]> {
  const tables = await portico
    .em()
    .execute<{ name: string }[]>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await portico
      .em()
      .execute<{ row: string }[]>(
        `select to_jsonb(t)::text as row from "${name}" t where to_jsonb(t)::text ilike any(?::text[])`,
        [`{${words.map((word) => `%${word}%`).join()}}`],
      );
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}

const WORDS = [
  'marklename',
  'markleperson@example.com',
  '2025550199',
  'markletag',
  'marklenote',
  'marklesearch',
  'markleact',
];

/** A contact of whom a word stands in everything that can be known of one. */
async function fillPerson(site: Site): Promise<string> {
  const attributes = [
    { attribute_type: 'first_name', text: 'Marklename' },
    { attribute_type: 'email', text: 'markleperson@example.com', label: 'markletag' },
    { attribute_type: 'phone_number', text: '+12025550199' },
    { attribute_type: 'tag', text: 'markletag' },
    { attribute_type: 'note', text: 'marklenote' },
    { attribute_type: 'postal_address', address: { city: 'Marklename' } },
  ];
  // what repeated calls are answered is kept for a day
  const keyed = () => ({ headers: { 'idempotency-key': unique('key') } });
  const created = await portico.api.post('/contacts', {
    ...keyed(),
    bearer: site.key,
    body: { contacts: [{ attributes }] },
  });
  const id = created.body.data[0].id as string;
  const byPortal = { portalToken: site.token };
  const answers = [
    await portico.api.post(`${site.path}/${id}/attributes`, {
      ...byPortal,
      ...keyed(),
      body: { attributes: [{ attribute_type: 'first_name', text: 'Marklename the second' }] },
    }),
    await portico.api.post(`${site.path}/${id}/timeline`, {
      ...byPortal,
      ...keyed(),
      body: { action: 'ContactLoggedIn', notes: 'markleact', lead: { said: 'markleact' } },
    }),
    await portico.api.post(`${site.path.replace('contacts', 'saved-searches')}/${id}`, {
      ...byPortal,
      ...keyed(),
      body: { title: 'marklesearch', minimum_price: 1 },
    }),
    await portico.api.post(`/leads/channels/${await defaultChannel(site)}/webhook`, {
      ...keyed(),
      body: { email: 'markleperson@example.com', note: 'marklenote', favourite: 'markletag' },
    }),
    await portico.api.post(`/leads/${id}/timeline`, {
      ...keyed(),
      body: { action: 'ContactLoggedIn', lead: { said: 'markleact' } },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(answers[3]?.body.data.contact).toBe(id);
  return id;
}

async function defaultChannel(site: Site): Promise<string> {
  const url = `/brands/${site.brand.id}/leads/channels`;
  return (await portico.api.get(url, { bearer: site.key })).body.data[0].id as string;
}

describe('DELETE of a contact with erase=true', () => {
  it('leaves no word of the person anywhere, but the id', async () => {
    const site = await makeSite();
    const ways = [
      (id: string) => portico.api.delete(`${site.path}/${id}?erase=true`, { portalToken: site.token }),
      (id: string) => portico.api.delete(`/contacts/${id}?erase=true`, { bearer: site.key }),
    ];
    for (const erase of ways) {
      const id = await fillPerson(site);
      const before = await rowsWith(WORDS);
      for (const word of WORDS) {
        expect(before.some((row) => row.toLowerCase().includes(word))).toBe(true);
      }

      expect((await erase(id)).status).toBe(204);
      expect(await rowsWith(WORDS)).toEqual([]);
      const shell = await portico.em().findOneOrFail(Contact, id, { populate: ['*'] as never });
      expect(shell).toMatchObject({ id, lastTouch: null, displayName: null, emails: null, searchText: null });
      expect(shell).toMatchObject({ attributeCount: 0, attributeBytes: 0, activityCount: 0 });
      expect(shell.deletedAt).toEqual(expect.any(Number));
      expect((await portico.api.get(`/contacts/${id}`, { bearer: site.key })).status).toBe(404);
      const listed = await portico.api.get('/contacts?deleted=true', { bearer: site.key });
      expect(listed.body.data.map((contact: { id: string }) => contact.id)).toContain(id);

      const { deletedAt } = shell;
      expect((await erase(id)).status).toBe(204);
      expect((await portico.em().findOneOrFail(Contact, id)).deletedAt).toBe(deletedAt);
    }
  });

  it('erases what was deleted before', async () => {
    const site = await makeSite();
    const id = await fillPerson(site);
    expect((await portico.api.delete(`/contacts/${id}`, { bearer: site.key })).status).toBe(204);
    expect(await rowsWith(WORDS)).not.toEqual([]);
    const erased = await portico.api.delete(`${site.path}/${id}?erase=true`, { portalToken: site.token });
    expect(erased.status).toBe(204);
    expect(await rowsWith(WORDS)).toEqual([]);
  });

  it('leaves what belongs to others: searches that they have too, or that the brand made', async () => {
    const site = await makeSite();
    const em = portico.em();
    const [contact, other] = [
      await makeContact(em, { brand: site.brand }),
      await makeContact(em, { brand: site.brand }),
    ];
    const own = await makeSavedSearch(em, { brand: site.brand, contact });
    const shared = await makeSavedSearch(em, { brand: site.brand, contact });
    const byAgent = await makeSavedSearch(em, { brand: site.brand, contact, createdBy: site.owner });
    const others = await makeSavedSearch(em, { brand: site.brand, contact: other });
    await em.execute('insert into saved_search_contacts (contact_id, saved_search_id) values (?, ?)', [
      other.id,
      shared.id,
    ]);
    await makeActivity(em, { contact: other });
    await makeAttribute(em, { contact: other, attributeType: 'tag', text: 'Buyer' });

    await portico.api.delete(`/contacts/${contact.id}?erase=true`, { bearer: site.key });
    const left = await portico.em().find(SavedSearch, { brand: site.brand.id }, { orderBy: { id: 'asc' } });
    expect(left.map(({ id }) => id)).toEqual([shared.id, byAgent.id, others.id]);
    expect(left.map(({ id }) => id)).not.toContain(own.id);
    const links = await portico
      .em()
      .execute('select contact_id from saved_search_contacts where contact_id = ?', [contact.id]);
    expect(links).toEqual([]);
    const kept = await portico.api.get(`/contacts/${other.id}`, { bearer: site.key });
    expect(kept.body.data).toMatchObject({ tags: ['Buyer'], last_touch: expect.any(Number) });
  });
});

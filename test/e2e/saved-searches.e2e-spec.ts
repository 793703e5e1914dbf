import { randomUUID } from 'node:crypto';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { SavedSearch, SavedSearchContact } from '../../src/modules/saved-searches/saved-search.entity.js';
import {
  makeBrand,
  makeContact,
  makeKey,
  makePortal,
  makeSavedSearch,
  makeTenant,
  makeUser,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const at = (longitude: number, latitude: number) => ({ longitude, latitude });
const RING = [at(-179, -89), at(179, -89), at(179, 89), at(-179, 89), at(-179, -89)];
const LOCATED = RING.map((point) => ({ ...point, type: 'location' }));

/** What the reference answers for a search with a minimum price and an outline. */
const SAMPLE = {
  type: 'saved_search',
  id: '019e2d0c-e257-7e21-b0e2-c0f3dc512daa',
  title: 'Portal Search',
  minimum_price: 200000,
  maximum_price: null,
  currency: 'USD',
  minimum_square_meters: null,
  maximum_square_meters: null,
  minimum_lot_square_meters: null,
  maximum_lot_square_meters: null,
  minimum_bedrooms: null,
  maximum_bedrooms: null,
  minimum_bathrooms: null,
  maximum_bathrooms: null,
  minimum_year_built: null,
  maximum_year_built: null,
  minimum_parking_spaces: null,
  property_types: null,
  property_subtypes: null,
  listing_statuses: null,
  architectural_styles: null,
  points: LOCATED,
  mls_areas: null,
  counties: null,
  subdivisions: null,
  postal_codes: null,
  school_districts: null,
  primary_schools: null,
  middle_schools: null,
  elementary_schools: null,
  senior_high_schools: null,
  junior_high_schools: null,
  intermediate_schools: null,
  high_schools: null,
  list_agents: null,
  list_offices: null,
  selling_agents: null,
  selling_offices: null,
  agents: null,
  offices: null,
  pool: null,
  open_house: null,
  pets: null,
  number_of_pets_allowed: null,
  application_fee: null,
  appliances: null,
  furnished: null,
  fenced_yard: null,
  office_exclusive: null,
  master_bedroom_in_first_floor: false,
  minimum_sold_date: null,
  search: null,
  created_at: 1778872279.639731,
  updated_at: 1778872279.639732,
  deleted_at: null,
  proposed_title: ', $200K+, Any Beds',
};

/** One value for every criterion. */
const EVERYTHING = {
  minimum_price: 200_000,
  maximum_price: 200_000,
  currency: 'EUR',
  minimum_square_meters: 80.5,
  maximum_square_meters: 120,
  minimum_lot_square_meters: 0,
  maximum_lot_square_meters: 900,
  minimum_bedrooms: 2,
  maximum_bedrooms: 4,
  minimum_bathrooms: 1.5,
  maximum_bathrooms: 3,
  minimum_year_built: 1950,
  maximum_year_built: 2020,
  minimum_parking_spaces: 1,
  property_types: ['Residential'],
  property_subtypes: ['RES-Single Family'],
  listing_statuses: ['Leased'],
  architectural_styles: ['Ranch'],
  points: LOCATED,
  mls_areas: ['12'],
  counties: ['Dallas'],
  subdivisions: ['Oak Lawn'],
  postal_codes: ['75201'],
  school_districts: ['Dallas ISD'],
  primary_schools: ['A'],
  middle_schools: ['B'],
  elementary_schools: ['C'],
  senior_high_schools: ['D'],
  junior_high_schools: ['E'],
  intermediate_schools: ['F'],
  high_schools: ['G'],
  list_agents: ['1'],
  list_offices: ['2'],
  selling_agents: ['3'],
  selling_offices: ['4'],
  agents: ['5'],
  offices: [],
  pool: true,
  open_house: false,
  pets: true,
  number_of_pets_allowed: 2,
  application_fee: false,
  appliances: true,
  furnished: false,
  fenced_yard: true,
  office_exclusive: false,
  master_bedroom_in_first_floor: true,
  minimum_sold_date: 1778872279.5,
  search: "Turtle Creek 'quoted'",
};

const newer = { id: expect.any(String), created_at: expect.any(Number), updated_at: expect.any(Number) };

async function makePortalWithContact() {
  const tenant = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand: tenant.brand });
  const contact = await makeContact(portico.em(), { brand: tenant.brand });
  return { ...tenant, portal, token, contact };
}

describe('GET /portals/:id/saved-searches/:contact', () => {
  const list = (portal: { id: string }, contact: { id: string }, portalToken?: string) =>
    portico.api.get(`/portals/${portal.id}/saved-searches/${contact.id}`, { portalToken });

  it('answers with what was created and linked, in the names, order, types and nulls of the reference', async () => {
    const { brand, key, portal, token, contact } = await makePortalWithContact();
    const created = await portico.api.post(`/brands/${brand.id}/saved-searches`, {
      bearer: key,
      body: { title: 'Portal Search', minimum_price: 200_000, points: RING },
    });
    await portico.api.put(
      `/brands/${brand.id}/saved-searches/${created.body.data.id}/contacts/${contact.id}`,
      {
        bearer: key,
      },
    );

    const listed = await list(portal, contact, token);

    expect(listed.status).toBe(200);
    expect(listed.body).toEqual({
      code: 'OK',
      data: [{ ...SAMPLE, ...newer, id: created.body.data.id }],
      info: { count: 1, total: 0 },
    });
    const [search] = listed.body.data;
    expect(Object.keys(search)).toEqual(Object.keys(SAMPLE));
    expect(Object.keys(search.points[0])).toEqual(['longitude', 'latitude', 'type']);
    expect(search).toEqual(created.body.data);
  });

  it('lists the live searches of the contact, oldest first, and nobody else’s', async () => {
    const { brand, portal, token, contact } = await makePortalWithContact();
    const em = portico.em();
    const first = await makeSavedSearch(em, { brand, contact });
    const deleted = await makeSavedSearch(em, { brand, contact });
    const second = await makeSavedSearch(em, { brand, contact });
    const third = await makeSavedSearch(em, { brand, contact });
    await makeSavedSearch(em, { brand, contact: await makeContact(em, { brand }) });
    await makeSavedSearch(em, { brand });
    await em.nativeUpdate(SavedSearch, { id: deleted.id }, { deletedAt: 1_778_000_000 });
    await em.nativeUpdate(SavedSearch, { id: third.id }, { createdAt: 1_600_000_000.000001 });
    await em.nativeUpdate(SavedSearch, { id: second.id }, { createdAt: 1_600_000_000.000002 });

    const listed = await list(portal, contact, token);

    expect(listed.body.data.map(({ id }: { id: string }) => id)).toEqual([third.id, second.id, first.id]);
    expect(listed.body.data[0].created_at).toBe(1_600_000_000.000001);
    expect(listed.body.info).toEqual({ count: 3, total: 0 });
  });

  it("answers with no searches for another brand's, a child brand's, a deleted or an unknown contact", async () => {
    const { brand, portal, token, contact: deleted } = await makePortalWithContact();
    const em = portico.em();
    const other = await makeBrand(em);
    const child = await makeBrand(em, { parent: brand });
    const foreign = await makeContact(em, { brand: other });
    const childs = await makeContact(em, { brand: child });
    for (const contact of [foreign, childs, deleted]) await makeSavedSearch(em, { brand, contact });
    await em.nativeUpdate(Contact, { id: deleted.id }, { deletedAt: 1_778_000_000 });

    for (const contact of [foreign, childs, deleted, { id: randomUUID() }]) {
      const listed = await list(portal, contact, token);
      expect(listed.status).toBe(200);
      expect(listed.body).toEqual({ code: 'OK', data: [], info: { count: 0, total: 0 } });
    }
  });

  it("leaves out another brand's search that is linked to the contact", async () => {
    const { portal, token, contact } = await makePortalWithContact();
    await makeSavedSearch(portico.em(), { brand: await makeBrand(portico.em()), contact });
    expect((await list(portal, contact, token)).body.data).toEqual([]);
  });

  it("answers 401 without a token, with a bearer, with another portal's and with a replaced token", async () => {
    const { brand, key, portal, token, contact } = await makePortalWithContact();
    const other = await makePortalWithContact();
    const path = `/portals/${portal.id}/saved-searches/${contact.id}`;
    expect((await portico.api.get(path)).status).toBe(401);
    expect((await portico.api.get(path, { bearer: key })).status).toBe(401);
    expect((await list(portal, contact, other.token)).status).toBe(401);
    expect((await list(portal, contact, token)).status).toBe(200);
    const rotated = await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key });
    expect((await list(portal, contact, token)).status).toBe(401);
    expect((await list(portal, contact, rotated.body.data.token)).status).toBe(200);
  });

  it('answers 400 for ids that are no uuids and 404 for an unknown portal', async () => {
    const { portal, token, contact } = await makePortalWithContact();
    expect((await list(portal, { id: 'gibberish' }, token)).status).toBe(400);
    expect((await list({ id: 'gibberish' }, contact, token)).status).toBe(400);
    const unknown = await list({ id: randomUUID() }, contact, token);
    expect(unknown.status).toBe(404);
    expect(unknown.body.code).toBe('ResourceNotFound');
  });
});

describe('POST /portals/:id/saved-searches/:contact', () => {
  const save = (
    portal: { id: string },
    contact: { id: string },
    portalToken: string | undefined,
    body: unknown,
  ) => portico.api.post(`/portals/${portal.id}/saved-searches/${contact.id}`, { portalToken, body });

  it('keeps the search for the contact, made by nobody of the brand', async () => {
    const { brand, portal, token, contact } = await makePortalWithContact();

    const saved = await save(portal, contact, token, {
      title: 'Portal Search',
      minimum_price: 200_000,
      points: RING,
    });

    expect(saved.status).toBe(200);
    expect(saved.body).toEqual({ code: 'OK', data: { ...SAMPLE, ...newer } });
    expect(Object.keys(saved.body.data)).toEqual(Object.keys(SAMPLE));
    const listed = await portico.api.get(`/portals/${portal.id}/saved-searches/${contact.id}`, {
      portalToken: token,
    });
    expect(listed.body.data).toEqual([saved.body.data]);
    const stored = await portico.em().findOneOrFail(SavedSearch, { id: saved.body.data.id });
    expect(stored.brand.id).toBe(brand.id);
    expect(stored.createdBy ?? null).toBeNull();
    expect(stored.criteria).toEqual({ minimum_price: 200_000, points: LOCATED });
  });

  it('gives back every criterion as it was sent', async () => {
    const { portal, token, contact } = await makePortalWithContact();
    const saved = await save(portal, contact, token, { title: 'All', ...EVERYTHING });
    expect(saved.body.data).toEqual({
      type: 'saved_search',
      ...newer,
      title: 'All',
      ...EVERYTHING,
      deleted_at: null,
      proposed_title: 'In 75201, Sold, €200K-€200K ...',
    });
    expect(Object.keys(saved.body.data)).toEqual(Object.keys(SAMPLE));
  });

  it('takes null for a criterion that does not matter', async () => {
    const { portal, token, contact } = await makePortalWithContact();
    const nulls = Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, null]));
    const saved = await save(portal, contact, token, { title: 'Portal Search', ...nulls });
    expect(saved.body.data).toEqual({
      ...SAMPLE,
      ...newer,
      minimum_price: null,
      points: null,
      proposed_title: ', Any $, Any Beds',
    });
    const stored = await portico.em().findOneOrFail(SavedSearch, { id: saved.body.data.id });
    expect(stored.criteria).toEqual({});
  });

  it("answers 404 for another brand's, a deleted or an unknown contact, and keeps nothing", async () => {
    const { brand, portal, token, contact } = await makePortalWithContact();
    const em = portico.em();
    const foreign = await makeContact(em, { brand: await makeBrand(em) });
    await em.nativeUpdate(Contact, { id: contact.id }, { deletedAt: 1_778_000_000 });
    for (const { id } of [foreign, contact, { id: randomUUID() }]) {
      const refused = await save(portal, { id }, token, { title: 'Lost' });
      expect(refused.status).toBe(404);
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `Contact ${id} not found`,
        http: 404,
      });
    }
    expect(await portico.em().count(SavedSearch, { brand: brand.id })).toBe(0);
  });

  it("answers 401 without a token, with a bearer and with another portal's token", async () => {
    const { key, portal, contact } = await makePortalWithContact();
    const other = await makePortalWithContact();
    const path = `/portals/${portal.id}/saved-searches/${contact.id}`;
    const body = { title: 'Mine' };
    expect((await save(portal, contact, undefined, body)).status).toBe(401);
    expect((await portico.api.post(path, { bearer: key, body })).status).toBe(401);
    expect((await save(portal, contact, other.token, body)).status).toBe(401);
    expect(await portico.em().count(SavedSearchContact, { contact: contact.id })).toBe(0);
  });

  const point = at(0, 0);
  const CORNERS = 'must have at least 3 different points';
  const ring = (...points: unknown[]) => [point, at(1, 0), at(1, 1), ...points, point];
  it.each<[what: string, criteria: Record<string, unknown>, path: string, message?: string]>([
    ['an empty title', { title: '' }, 'title'],
    ['a blank title', { title: ' \t' }, 'title', 'must be 1 to 255 characters long'],
    ['a title of 256 characters', { title: 'x'.repeat(256) }, 'title'],
    ['a title that is no string', { title: 5 }, 'title', 'must be a string'],
    ['an unknown property', { bedrooms: 3 }, 'bedrooms', 'is not a known property'],
    ['a server-owned property', { proposed_title: 'Mine' }, 'proposed_title', 'is not a known property'],
    ['a price below nothing', { minimum_price: -1 }, 'minimum_price'],
    ['a price past all prices', { maximum_price: 1e16 }, 'maximum_price'],
    ['a price in a string', { minimum_price: '200000' }, 'minimum_price'],
    ['half a bedroom', { minimum_bedrooms: 1.5 }, 'minimum_bedrooms', 'must be a whole number'],
    ['pets below nothing', { number_of_pets_allowed: -1 }, 'number_of_pets_allowed'],
    ['a year past all years', { maximum_year_built: 10_000 }, 'maximum_year_built'],
    ['a date in a string', { minimum_sold_date: '2026-01-01' }, 'minimum_sold_date'],
    ['a flag that is a word', { pool: 'yes' }, 'pool', 'must be true or false'],
    ['one word in place of several', { postal_codes: '75201' }, 'postal_codes', 'must be an array'],
    ['a number among words', { mls_areas: ['1', 2] }, 'mls_areas[1]', 'must be a string'],
    ['an empty word', { agents: [''] }, 'agents[0]', 'must be 1 to 255 characters long'],
    ['a blank word', { agents: ['x', ' \n'] }, 'agents[1]', 'must be 1 to 255 characters long'],
    ['too many words', { counties: Array(101).fill('x') }, 'counties'],
    ['a word too long', { offices: ['x'.repeat(256)] }, 'offices[0]'],
    ['an empty text', { search: '' }, 'search'],
    ['a text too long', { search: 'x'.repeat(1_001) }, 'search'],
    ['a currency in lower case', { currency: 'usd' }, 'currency', 'must be a currency code of ISO 4217'],
    ['a currency that is none', { currency: 'XQZ' }, 'currency'],
    ['a currency that is no string', { currency: 840 }, 'currency'],
    ['points that are no array', { points: point }, 'points', 'must be an array'],
    ['a ring of three', { points: [point, at(1, 1), point] }, 'points'],
    ['one point four times', { points: Array(4).fill(point) }, 'points', CORNERS],
    ['a line there and back', { points: [point, at(1, 1), at(1, 1), point] }, 'points', CORNERS],
    ['a ring of 1,001', { points: [...Array(1_000).fill(at(1, 1)), at(1, 1)] }, 'points'],
    [
      'an open ring',
      { points: ring(at(0, 1)).slice(0, -1) },
      'points',
      'must end with the point it begins with',
    ],
    ['a longitude past the date line', { points: ring(at(180.1, 0)) }, 'points[3].longitude'],
    ['a latitude past the pole', { points: ring(at(0, -90.1)) }, 'points[3].latitude'],
    ['a point without latitude', { points: ring({ longitude: 1 }) }, 'points[3].latitude'],
    ['a point of another type', { points: ring({ ...at(1, 2), type: 'address' }) }, 'points[3].type'],
    ['a point with more to it', { points: ring({ ...at(1, 2), height: 3 }) }, 'points[3].height'],
    ['a point that is null', { points: ring(null) }, 'points[3]'],
    ['a point that is a list', { points: ring([]) }, 'points[3]'],
  ])('answers 400 for %s', async (_what, criteria, path, message = expect.any(String)) => {
    const { portal, token, contact } = await makePortalWithContact();
    const refused = await save(portal, contact, token, { title: 'Bad', ...criteria });
    expect(refused.status).toBe(400);
    expect(refused.body.code).toBe('Validation');
    expect(refused.body.details).toEqual([{ path, message }]);
    expect(await portico.em().count(SavedSearchContact, { contact: contact.id })).toBe(0);
  });

  it.each(['price', 'square_meters', 'lot_square_meters', 'bedrooms', 'bathrooms', 'year_built'])(
    'answers 400 for a range of %s that ends below its beginning, but takes a range of one',
    async (name) => {
      const { portal, token, contact } = await makePortalWithContact();
      const [minimum, maximum] = [`minimum_${name}`, `maximum_${name}`];
      const refused = await save(portal, contact, token, { title: 'Bad', [minimum]: 5, [maximum]: 4 });
      expect(refused.status).toBe(400);
      expect(refused.body.details).toEqual([{ path: maximum, message: `must not be less than ${minimum}` }]);
      const saved = await save(portal, contact, token, { title: 'One', [minimum]: 5, [maximum]: 5 });
      expect(saved.status).toBe(200);
    },
  );

  it('takes the farthest corners, a thousand points and `type` where it is given', async () => {
    const { portal, token, contact } = await makePortalWithContact();
    const corner = { longitude: -180, latitude: -90, type: 'location' };
    const points = [corner, at(180, -90), ...Array(997).fill(at(180, 90)), corner];
    const saved = await save(portal, contact, token, { title: 'World', points });
    expect(saved.status).toBe(200);
    expect(saved.body.data.points).toHaveLength(1_000);
    expect(saved.body.data.points[0]).toEqual(corner);
  });
});

describe('POST /brands/:brand/saved-searches', () => {
  it('keeps a search of the brand, made by the token’s user', async () => {
    const { brand, key, owner } = await makeTenant(portico.em());

    const created = await portico.api.post(`/brands/${brand.id}/saved-searches`, {
      bearer: key,
      body: { title: 'Portal Search', minimum_price: 200_000, points: RING },
    });

    expect(created.status).toBe(200);
    expect(created.body).toEqual({ code: 'OK', data: { ...SAMPLE, ...newer } });
    expect(Object.keys(created.body.data)).toEqual(Object.keys(SAMPLE));
    expect(created.body.data.created_at * 1_000).toBeCloseTo(Date.now(), -5);
    const stored = await portico.em().findOneOrFail(SavedSearch, { id: created.body.data.id });
    expect([stored.brand.id, stored.createdBy?.id]).toEqual([brand.id, owner.id]);
  });

  it('answers 401 without a bearer, 403 to another tenant’s, 404 and 400 for a brand that is none', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const user = await makeUser(portico.em());
    const stranger = await makeKey(portico.em(), { brand, user });
    const create = (id: string, bearer?: string) =>
      portico.api.post(`/brands/${id}/saved-searches`, { bearer, body: { title: 'Mine' } });
    expect((await create(brand.id)).status).toBe(401);
    expect((await create(brand.id, stranger)).status).toBe(403);
    expect((await create(randomUUID(), key)).status).toBe(404);
    expect((await create('gibberish', key)).status).toBe(400);
  });

  it('answers 400 for a body that is missing, no object or no JSON', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const path = `/brands/${brand.id}/saved-searches`;
    expect((await portico.api.post(path, { bearer: key })).status).toBe(400);
    expect((await portico.api.post(path, { bearer: key, body: [] })).status).toBe(400);
    expect((await portico.api.post(path, { bearer: key, raw: '{' })).status).toBe(400);
  });
});

describe('A search without a title', () => {
  it('is called by what it looks for, and comes last by title', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const path = `/brands/${brand.id}/saved-searches`;
    const made = await portico.api.post(path, { bearer: key, body: { minimum_price: 200_000, title: null } });
    expect(made.body.data).toMatchObject({
      title: ', $200K+, Any Beds',
      proposed_title: ', $200K+, Any Beds',
    });
    await portico.api.post(path, { bearer: key, body: { title: 'Z' } });
    for (const order of ['title', '-title']) {
      const { data } = (await portico.api.get(`${path}?order=${order}`, { bearer: key })).body;
      expect(data.map(({ title }: { title: string }) => title)).toEqual(['Z', ', $200K+, Any Beds']);
    }
  });
});

describe('GET, PUT and DELETE /brands/:brand/saved-searches/:id', () => {
  async function makeSearch() {
    const { brand, key, portal, token, contact } = await makePortalWithContact();
    const { id } = await makeSavedSearch(portico.em(), { brand, contact, criteria: { minimum_price: 1 } });
    const path = `/brands/${brand.id}/saved-searches/${id}`;
    const ofContact = async () =>
      (await portico.api.get(`/portals/${portal.id}/saved-searches/${contact.id}`, { portalToken: token }))
        .body.data;
    return { brand, key, id, path, ofContact };
  }

  it('answer with the search, replace it as a whole, and end it for all who have it', async () => {
    const { key, id, path, ofContact } = await makeSearch();
    const read = await portico.api.get(path, { bearer: key });
    expect(read.body.data).toMatchObject({ id, minimum_price: 1 });

    const replaced = await portico.api.put(path, {
      bearer: key,
      body: { title: 'New', minimum_bedrooms: 2 },
    });
    expect(replaced.body.data).toEqual({
      ...read.body.data,
      title: 'New',
      minimum_price: null,
      minimum_bedrooms: 2,
      proposed_title: ', Any $, 2+ Beds',
      updated_at: expect.any(Number),
    });
    expect(replaced.body.data.updated_at).toBeGreaterThan(read.body.data.updated_at);
    expect(await ofContact()).toEqual([replaced.body.data]);

    const deleted = await portico.api.delete(path, { bearer: key });
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect(await ofContact()).toEqual([]);
    const gone = [
      await portico.api.get(path, { bearer: key }),
      await portico.api.put(path, { bearer: key, body: {} }),
      await portico.api.delete(path, { bearer: key }),
    ];
    for (const { status, body } of gone) {
      expect([status, body.message]).toEqual([404, `SavedSearch ${id} not found`]);
    }
  });

  it("know no other brand's search, and nobody without a role", async () => {
    const { brand, id, key } = await makeSearch();
    const other = await makeTenant(portico.em());
    const path = (brandId: string) => `/brands/${brandId}/saved-searches/${id}`;
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? {} : undefined;
      const call = (brandId: string, bearer?: string) =>
        portico.api.call(method, path(brandId), { bearer, body });
      expect((await call(other.brand.id, other.key)).status).toBe(404);
      expect((await call(brand.id, other.key)).status).toBe(403);
      expect((await call(brand.id)).status).toBe(401);
    }
    const bad = await portico.api.put(path(brand.id), {
      bearer: key,
      body: { minimum_price: -1, title: '' },
    });
    expect(bad.body.details).toHaveLength(2);
  });
});

describe('DELETE /brands/:brand/saved-searches/:id/contacts/:contact', () => {
  it('takes the search from the contact alone', async () => {
    const { brand, key, contact } = await makePortalWithContact();
    const other = await makeContact(portico.em(), { brand });
    const { id } = await makeSavedSearch(portico.em(), { brand, contact });
    const path = (who: { id: string }) => `/brands/${brand.id}/saved-searches/${id}/contacts/${who.id}`;
    await portico.api.put(path(other), { bearer: key });

    const unlinked = await portico.api.delete(path(contact), { bearer: key });

    expect([unlinked.status, unlinked.text]).toEqual([204, '']);
    const links = await portico.em().find(SavedSearchContact, { savedSearch: id });
    expect(links.map((link) => link.contact.id)).toEqual([other.id]);
    const again = await portico.api.delete(path(contact), { bearer: key });
    expect([again.status, again.body.message]).toEqual([404, `Contact ${contact.id} not found`]);
    const stranger = await makeTenant(portico.em());
    expect((await portico.api.delete(path(other), { bearer: stranger.key })).status).toBe(403);
    const elsewhere = `/brands/${stranger.brand.id}/saved-searches/${id}/contacts/${other.id}`;
    expect((await portico.api.delete(elsewhere, { bearer: stranger.key })).status).toBe(404);
  });
});

describe('PUT and DELETE /portals/:id/saved-searches/:contact/:search', () => {
  async function makeOwn(body: object = { minimum_price: 1, frequency: 'daily' }) {
    const stage = await makePortalWithContact();
    const { portal, token, contact } = stage;
    const list = `/portals/${portal.id}/saved-searches/${contact.id}`;
    const { data } = (await portico.api.post(list, { portalToken: token, body })).body;
    return { ...stage, list, own: data, path: `${list}/${data.id}` };
  }
  const FREQUENCY = '?associations=saved_search.frequency';

  it('tell how often the contact hears of it, where asked, and set it', async () => {
    const { token, list, path, own } = await makeOwn();
    expect(own).not.toHaveProperty('frequency');
    const asked = async () =>
      (await portico.api.get(list + FREQUENCY, { portalToken: token })).body.data.map(
        ({ frequency }: { frequency: unknown }) => frequency,
      );
    expect(await asked()).toEqual(['daily']);
    expect((await portico.api.get(list, { portalToken: token })).body.data).toEqual([own]);
    const put = (body: object) => portico.api.put(path + FREQUENCY, { portalToken: token, body });
    expect((await put({ frequency: 'weekly' })).body.data).toMatchObject({
      frequency: 'weekly',
      minimum_price: null,
    });
    expect((await put({})).body.data.frequency).toBeNull();
    expect(await asked()).toEqual([null]);
    const bad = await put({ frequency: 'hourly', title: '' });
    expect(bad.body.details.map((fault: { path: string }) => fault.path).sort()).toEqual([
      'frequency',
      'title',
    ]);
  });

  it('replace and end what the visitor made', async () => {
    const { token, list, path, own } = await makeOwn();
    const replaced = await portico.api.put(path, { portalToken: token, body: { title: 'T', points: RING } });
    expect(replaced.body.data).toMatchObject({
      id: own.id,
      title: 'T',
      points: LOCATED,
      minimum_price: null,
    });
    expect((await portico.api.get(list, { portalToken: token })).body.data).toEqual([replaced.body.data]);
    const deleted = await portico.api.delete(path, { portalToken: token });
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await portico.api.get(list, { portalToken: token })).body.data).toEqual([]);
    expect((await portico.api.delete(path, { portalToken: token })).status).toBe(404);
    expect((await portico.api.put(path, { portalToken: token, body: {} })).status).toBe(404);
  });

  it("leave the agents' searches alone, and those that another visitor made", async () => {
    const { brand, key, owner, token, portal, contact, list, own } = await makeOwn();
    const given = await makeSavedSearch(portico.em(), { brand, contact, createdBy: owner });
    const other = await makeContact(portico.em(), { brand });
    const passedOn = `/brands/${brand.id}/saved-searches/${own.id}/contacts/${other.id}`;
    expect((await portico.api.put(passedOn, { bearer: key })).status).toBe(200);
    for (const path of [
      `${list}/${given.id}`,
      `/portals/${portal.id}/saved-searches/${other.id}/${own.id}`,
    ]) {
      const answers = [
        await portico.api.put(path, { portalToken: token, body: { title: 'Mine' } }),
        await portico.api.delete(path, { portalToken: token }),
      ];
      for (const { status, body } of answers) {
        expect([status, body.code]).toEqual([403, 'Forbidden']);
        expect(body.message).toMatch(/was not made by this visitor/);
      }
    }
    expect((await portico.api.get(list, { portalToken: token })).body.data).toHaveLength(2);
    expect(await portico.em().count(SavedSearch, { title: 'Mine' })).toBe(0);
  });

  it("know no search of another contact, and let nobody in with another portal's token", async () => {
    const { portal, token, brand, path, own } = await makeOwn();
    const other = await makeContact(portico.em(), { brand });
    const foreign = `/portals/${portal.id}/saved-searches/${other.id}/${own.id}`;
    const elsewhere = await makePortalWithContact();
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? {} : undefined;
      const call = (at: string, portalToken?: string) => portico.api.call(method, at, { portalToken, body });
      expect((await call(foreign, token)).status).toBe(404);
      expect((await call(path, elsewhere.token)).status).toBe(401);
      expect((await call(path)).status).toBe(401);
    }
  });
});

describe('GET /brands/:brand/saved-searches', () => {
  const list = (brand: { id: string }, bearer: string | undefined, query = '') =>
    portico.api.get(`/brands/${brand.id}/saved-searches${query}`, { bearer });

  it('pages through the searches of the brand, oldest first, without loss or repetition', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const em = portico.em();
    const made: string[] = [];
    for (let number = 0; number < 7; number++) made.push((await makeSavedSearch(em, { brand })).id);
    await makeSavedSearch(em, { brand: await makeBrand(em) });
    await em.nativeUpdate(SavedSearch, { brand: brand.id }, { createdAt: 1_778_872_279.639731 });

    const paged: string[] = [];
    for (let start = 0; start < 9; start += 3) {
      const page = await list(brand, key, `?start=${start}&limit=3`);
      expect(page.status).toBe(200);
      expect(page.body.info).toEqual({ count: Math.min(3, 7 - start), total: 7 });
      paged.push(...page.body.data.map(({ id }: { id: string }) => id));
    }

    expect(paged).toEqual(made);
  });

  it('answers with live searches in the shape of the reference', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const em = portico.em();
    const { id } = await makeSavedSearch(em, {
      brand,
      title: 'Portal Search',
      criteria: { minimum_price: 200_000, points: LOCATED },
    });
    const deleted = await makeSavedSearch(em, { brand });
    await em.nativeUpdate(
      SavedSearch,
      { id },
      { createdAt: SAMPLE.created_at, updatedAt: SAMPLE.updated_at },
    );
    await em.nativeUpdate(SavedSearch, { id: deleted.id }, { deletedAt: 1_778_000_000 });

    const listed = await list(brand, key);

    expect(listed.body).toEqual({ code: 'OK', data: [{ ...SAMPLE, id }], info: { count: 1, total: 1 } });
    expect(Object.keys(listed.body.data[0])).toEqual(Object.keys(SAMPLE));
  });

  it('orders by title and back', async () => {
    const { brand, key } = await makeTenant(portico.em());
    for (const title of ['b', 'c', 'a']) await makeSavedSearch(portico.em(), { brand, title });
    const titles = async (order: string) =>
      (await list(brand, key, `?order=${order}`)).body.data.map(({ title }: { title: string }) => title);
    expect(await titles('title')).toEqual(['a', 'b', 'c']);
    expect(await titles('-title')).toEqual(['c', 'b', 'a']);
    expect(await titles('-created_at')).toEqual(['a', 'c', 'b']);
  });

  it.each(['start=-1', 'limit=0', 'limit=101', 'limit=x', 'order=criteria'])(
    'answers 400 for %s',
    async (query) => {
      const { brand, key } = await makeTenant(portico.em());
      const refused = await list(brand, key, `?${query}`);
      expect(refused.status).toBe(400);
      expect(refused.body.details).toEqual([{ path: query.split('=')[0], message: expect.any(String) }]);
    },
  );

  it('answers 401 without a bearer and 403 to another tenant’s', async () => {
    const { brand } = await makeTenant(portico.em());
    const other = await makeTenant(portico.em());
    expect((await list(brand, undefined)).status).toBe(401);
    expect((await list(brand, other.key)).status).toBe(403);
  });
});

describe('PUT /brands/:brand/saved-searches/:id/contacts/:contact', () => {
  const link = (
    brand: { id: string },
    search: { id: string },
    contact: { id: string },
    bearer: string | undefined,
    body?: unknown,
  ) =>
    portico.api.put(`/brands/${brand.id}/saved-searches/${search.id}/contacts/${contact.id}`, {
      bearer,
      body,
    });
  const links = (contact: { id: string }) =>
    portico.em().find(SavedSearchContact, { contact: contact.id }, { orderBy: { createdAt: 'asc' } });

  async function makeSearchAndContact() {
    const tenant = await makeTenant(portico.em());
    const { brand } = tenant;
    const contact = await makeContact(portico.em(), { brand });
    const search = await makeSavedSearch(portico.em(), {
      brand,
      title: 'Portal Search',
      criteria: { minimum_price: 200_000, points: LOCATED },
    });
    return { ...tenant, contact, search };
  }

  it('links once, however often it is called; the last frequency holds', async () => {
    const { brand, key, contact, search } = await makeSearchAndContact();

    const linked = await link(brand, search, contact, key, { frequency: 'weekly' });

    expect(linked.status).toBe(200);
    expect(linked.body).toEqual({ code: 'OK', data: { ...SAMPLE, ...newer, id: search.id } });
    expect(Object.keys(linked.body.data)).toEqual(Object.keys(SAMPLE));
    expect((await links(contact)).map(({ frequency }) => frequency)).toEqual(['weekly']);
    await link(brand, search, contact, key, { frequency: 'daily' });
    expect((await links(contact)).map(({ frequency }) => frequency)).toEqual(['daily']);
    await link(brand, search, contact, key, {});
    expect((await links(contact)).map(({ frequency }) => frequency ?? null)).toEqual([null]);
  });

  it('needs no body', async () => {
    const { brand, key, contact, search } = await makeSearchAndContact();
    expect((await link(brand, search, contact, key)).status).toBe(200);
    expect(await links(contact)).toHaveLength(1);
  });

  it('answers 400 for a body that is wrong and for ids that are no uuids', async () => {
    const { brand, key, contact, search } = await makeSearchAndContact();
    const refused = await link(brand, search, contact, key, { frequency: 'hourly' });
    expect(refused.status).toBe(400);
    expect(refused.body.details).toEqual([{ path: 'frequency', message: expect.stringContaining('weekly') }]);
    expect((await link(brand, search, contact, key, { often: 'daily' })).status).toBe(400);
    expect((await link(brand, search, contact, key, null)).status).toBe(400);
    expect((await link(brand, { id: 'x' }, contact, key)).status).toBe(400);
    expect((await link(brand, search, { id: 'x' }, key)).status).toBe(400);
    expect(await links(contact)).toEqual([]);
  });

  it("answers 404 for another brand's, a deleted or an unknown search or contact", async () => {
    const { brand, owner, key, contact, search } = await makeSearchAndContact();
    const em = portico.em();
    const other = await makeBrand(em, { owner });
    const foreignContact = await makeContact(em, { brand: other });
    const foreignSearch = await makeSavedSearch(em, { brand: other });
    const deletedContact = await makeContact(em, { brand });
    const deletedSearch = await makeSavedSearch(em, { brand });
    await em.nativeUpdate(Contact, { id: deletedContact.id }, { deletedAt: 1_778_000_000 });
    await em.nativeUpdate(SavedSearch, { id: deletedSearch.id }, { deletedAt: 1_778_000_000 });

    for (const { id } of [foreignContact, deletedContact, { id: randomUUID() }]) {
      const refused = await link(brand, search, { id }, key);
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `Contact ${id} not found`,
        http: 404,
      });
    }
    for (const { id } of [foreignSearch, deletedSearch, { id: randomUUID() }]) {
      const refused = await link(brand, { id }, contact, key);
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `SavedSearch ${id} not found`,
        http: 404,
      });
    }
    expect(
      await portico.em().count(SavedSearchContact, { savedSearch: { brand: { $in: [brand.id, other.id] } } }),
    ).toBe(0);
  });

  it('answers 401 without a bearer and 403 to another tenant’s', async () => {
    const { brand, contact, search } = await makeSearchAndContact();
    const other = await makeTenant(portico.em());
    expect((await link(brand, search, contact, undefined)).status).toBe(401);
    expect((await link(brand, search, contact, other.key)).status).toBe(403);
    expect(await links(contact)).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Brand } from '../../src/modules/brands/brand.entity.js';
import type { Contact } from '../../src/modules/contacts/contact.entity.js';
import type { Portal } from '../../src/modules/portals/portal.entity.js';
import {
  makeBrand,
  makeContact,
  makeListing,
  makePortal,
  makeSavedSearch,
  makeTenant,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

interface Stage {
  readonly root: Brand;
  readonly brand: Brand;
  readonly portal: Portal;
  readonly token: string;
  readonly contact: Contact;
}

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

/** A portal of a brand below the root, to which the listings belong. */
async function makeStage(): Promise<Stage> {
  const em = portico.em();
  const { brand: root } = await makeTenant(em);
  const brand = await makeBrand(em, { parent: root });
  const contact = await makeContact(em, { brand });
  return { root, brand, contact, ...(await makePortal(em, { brand })) };
}

const search = ({ portal, token }: Stage, body: unknown) =>
  portico.api.post(`/portals/${portal.id}/listings/search`, { portalToken: token, body });

const numbers = (body: { data: { mls_number: string }[] }) => body.data.map(({ mls_number }) => mls_number);

const HOUSE = {
  mlsNumber: 'house',
  price: 300_000,
  status: 'Active',
  listingType: 'Residential',
  propertySubtype: 'RES-Single Family',
  bedrooms: 3,
  bathrooms: 2.5,
  squareMeters: 150,
  lotSquareMeters: 600,
  yearBuilt: 1990,
  parkingSpaces: 2,
  architecturalStyles: ['Ranch', 'Split "Level"'],
  mlsArea: '12',
  county: 'Überlingen',
  subdivision: 'Oak Lawn',
  postalCode: '75201',
  schoolDistrict: 'Dallas ISD',
  elementarySchool: 'E',
  middleSchool: 'M',
  highSchool: 'H',
  listAgent: 'a1',
  listOffice: 'o1',
  sellingAgent: 'a2',
  sellingOffice: 'o2',
  pool: true,
  openHouseAt: 4_000_000_000,
  soldDate: 1_700_000_000,
  longitude: 2,
  latitude: 2,
};

const at = (longitude: number, latitude: number) => ({ longitude, latitude });
const SQUARE = [at(1, 1), at(3, 1), at(3, 3), at(1, 3), at(1, 1)];
const ELSEWHERE = SQUARE.map(({ longitude, latitude }) => at(longitude + 10, latitude));

describe('POST /portals/:id/listings/search', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await makeStage();
    await makeListing(portico.em(), { brand: stage.root, ...HOUSE });
    await makeListing(portico.em(), { brand: stage.root, mlsNumber: 'blank' });
  });

  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ minimum_price: 300_000 }, { minimum_price: 300_001 }],
    [{ maximum_price: 300_000 }, { maximum_price: 299_999 }],
    [{ minimum_square_meters: 150 }, { minimum_square_meters: 150.1 }],
    [{ maximum_square_meters: 150 }, { maximum_square_meters: 149.9 }],
    [{ minimum_lot_square_meters: 600 }, { minimum_lot_square_meters: 601 }],
    [{ maximum_lot_square_meters: 600 }, { maximum_lot_square_meters: 599 }],
    [{ minimum_bedrooms: 3 }, { minimum_bedrooms: 4 }],
    [{ maximum_bedrooms: 3 }, { maximum_bedrooms: 2 }],
    [{ minimum_bathrooms: 2.5 }, { minimum_bathrooms: 3 }],
    [{ maximum_bathrooms: 2.5 }, { maximum_bathrooms: 2 }],
    [{ minimum_year_built: 1990 }, { minimum_year_built: 1991 }],
    [{ maximum_year_built: 1990 }, { maximum_year_built: 1989 }],
    [{ minimum_parking_spaces: 2 }, { minimum_parking_spaces: 3 }],
    [{ property_types: ['x', 'residential'] }, { property_types: ['Land'] }],
    [{ property_subtypes: ['RES-single family'] }, { property_subtypes: ['RES-Condo'] }],
    [{ listing_statuses: ['ACTIVE', 'Sold'] }, { listing_statuses: ['Sold'] }],
    [{ architectural_styles: ['split "level"'] }, { architectural_styles: ['Split'] }],
    [{ points: SQUARE }, { points: ELSEWHERE }],
    [{ mls_areas: ['12'] }, { mls_areas: ['1'] }],
    [{ counties: ['Überlingen'] }, { counties: ['{"'] }],
    [{ subdivisions: ['OAK LAWN'] }, { subdivisions: ['Oak'] }],
    [{ postal_codes: ['75201'] }, { postal_codes: ['75202', '7520'] }],
    [{ school_districts: ['Dallas ISD'] }, { school_districts: ['x'] }],
    [{ primary_schools: ['e'] }, { primary_schools: ['H'] }],
    [{ elementary_schools: ['E'] }, { elementary_schools: ['M'] }],
    [{ middle_schools: ['M'] }, { middle_schools: ['E'] }],
    [{ junior_high_schools: ['M'] }, { junior_high_schools: ['H'] }],
    [{ intermediate_schools: ['M'] }, { intermediate_schools: ['H'] }],
    [{ high_schools: ['H'] }, { high_schools: ['E'] }],
    [{ senior_high_schools: ['H'] }, { senior_high_schools: ['E'] }],
    [{ list_agents: ['a1'] }, { list_agents: ['a2'] }],
    [{ list_offices: ['o1'] }, { list_offices: ['o2'] }],
    [{ selling_agents: ['a2'] }, { selling_agents: ['a1'] }],
    [{ selling_offices: ['o2'] }, { selling_offices: ['o1'] }],
    [{ agents: ['a2'] }, { agents: ['o1'] }],
    [{ offices: ['o1'] }, { offices: ['a1'] }],
    [{ pool: true }, { pool: false }],
    [{ open_house: true }, { open_house: true, maximum_price: 1 }],
    [{ minimum_sold_date: 1_700_000_000 }, { minimum_sold_date: 1_700_000_001 }],
    [
      { minimum_price: 1, currency: 'EUR' },
      { maximum_price: 1, currency: 'EUR' },
    ],
  ])('finds a house by %j and not by %j, and never what says nothing of it', async (fits, misses) => {
    const found = await search(stage, fits);
    expect(found.status).toBe(200);
    expect(numbers(found.body)).toEqual(['house']);
    expect(found.body.info).toEqual({ count: 1, total: 1 });
    expect(numbers((await search(stage, misses)).body)).toEqual([]);
  });

  it.each<Record<string, unknown>>([
    {},
    { postal_codes: [], counties: null, currency: 'USD', master_bedroom_in_first_floor: false },
  ])('finds everything by %j, in the shape of a listing', async (body) => {
    const found = await search(stage, body);
    expect(numbers(found.body)).toEqual(['blank', 'house']);
    expect(found.body.info).toEqual({ count: 2, total: 2 });
    const one = await portico.api.get(`/portals/${stage.portal.id}/listings/${found.body.data[1].id}`, {
      portalToken: stage.token,
    });
    expect(one.body.data).toEqual(found.body.data[1]);
  });

  it('takes an announced open house for one that is to come', async () => {
    expect(numbers((await search(stage, { open_house: false })).body)).toEqual(['blank']);
  });

  it('pages in the order asked for; what has no price comes last both ways', async () => {
    const own = await makeStage();
    for (const [mlsNumber, price] of [
      ['b', 2],
      ['none', null],
      ['c', 3],
      ['a', 1],
    ] as const) {
      await makeListing(portico.em(), { brand: own.root, mlsNumber, price });
    }
    const ordered = async (body: object) => numbers((await search(own, body)).body);
    expect(await ordered({ order: 'price' })).toEqual(['a', 'b', 'c', 'none']);
    expect(await ordered({ order: '-price' })).toEqual(['c', 'b', 'a', 'none']);
    expect(await ordered({ order: 'created_at' })).toEqual(['b', 'none', 'c', 'a']);
    expect(await ordered({})).toEqual(['a', 'c', 'none', 'b']);
    expect(await ordered({ order: 'price', start: 1, limit: 2 })).toEqual(['b', 'c']);
    expect((await search(own, { start: 9 })).body).toEqual({
      code: 'OK',
      data: [],
      info: { count: 0, total: 4 },
    });
  });

  it("sees neither another tenant's nor deleted listings", async () => {
    const own = await makeStage();
    const { root } = await makeStage();
    await makeListing(portico.em(), { brand: root });
    await makeListing(portico.em(), { brand: own.root, deletedAt: 1_700_000_000 });
    expect((await search(own, {})).body.info).toEqual({ count: 0, total: 0 });
  });

  it('refuses what listings say nothing of, and everything else that is wrong, at once', async () => {
    const { status, body } = await search(stage, { pets: true, search: 'garden', fenced_yard: false });
    expect(status).toBe(400);
    const message = 'is nothing that listings can be searched by';
    expect(body.details).toEqual([
      { path: 'pets', message },
      { path: 'fenced_yard', message },
      { path: 'search', message },
    ]);
    const bad = await search(stage, {
      limit: 101,
      start: -1,
      order: 'size',
      minimum_price: 'x',
      title: 'T',
      points: [],
    });
    expect(bad.status).toBe(400);
    expect(bad.body.details.map(({ path }: { path: string }) => path).sort()).toEqual([
      'limit',
      'minimum_price',
      'order',
      'points',
      'start',
      'title',
    ]);
  });

  it('finds what lies within any outline, concave or crossing itself, as a reference does', async () => {
    const own = await makeStage();
    const places = Array.from({ length: 49 }, (_, n) => at((n % 7) + 0.5, Math.floor(n / 7) + 0.5));
    const em = portico.em();
    for (const [n, place] of places.entries()) {
      await makeListing(em, { brand: own.root, mlsNumber: String(n), ...place });
    }
    const corner = fc.record({
      longitude: fc.integer({ min: 0, max: 7 }),
      latitude: fc.integer({ min: 0, max: 7 }),
    });
    const corners = fc.uniqueArray(corner, {
      minLength: 3,
      maxLength: 9,
      selector: ({ longitude, latitude }) => `${longitude} ${latitude}`,
    });
    await fc.assert(
      fc.asyncProperty(corners, async (outline) => {
        const points = [...outline, outline[0]!];
        const sure = [...places.entries()].filter(([, place]) => !isNearBorder(place, points));
        const expected = sure.filter(([, place]) => isWithin(place, points)).map(([n]) => String(n));
        const { body } = await search(own, { points, limit: 100, order: 'created_at' });
        const certain = new Set(sure.map(([n]) => String(n)));
        expect(numbers(body).filter((number) => certain.has(number))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('answers 401 without the token of the portal', async () => {
    const path = `/portals/${stage.portal.id}/listings/search`;
    expect((await portico.api.post(path, { body: {} })).status).toBe(401);
    const other = await makeStage();
    expect((await portico.api.post(path, { body: {}, portalToken: other.token })).status).toBe(401);
  });
});

type Place = ReturnType<typeof at>;

const edgesOf = (points: Place[]) => points.slice(1).map((point, n) => [points[n]!, point] as const);

/** Whether the outline goes around the place: crossings of a ray to the east, those downwards counted against the others. */
const isWithin = ({ longitude: x, latitude: y }: Place, points: Place[]): boolean =>
  edgesOf(points)
    .filter(([a, b]) => a.latitude > y !== b.latitude > y)
    .filter(
      ([a, b]) =>
        x < ((b.longitude - a.longitude) * (y - a.latitude)) / (b.latitude - a.latitude) + a.longitude,
    )
    .reduce((turns, [a, b]) => turns + (b.latitude > a.latitude ? 1 : -1), 0) !== 0;

/** The database takes what is on the border for within, to a millionth of a degree. */
const isNearBorder = ({ longitude: x, latitude: y }: Place, points: Place[]): boolean =>
  edgesOf(points).some(([a, b]) => {
    const [dx, dy] = [b.longitude - a.longitude, b.latitude - a.latitude];
    const along = ((x - a.longitude) * dx + (y - a.latitude) * dy) / (dx * dx + dy * dy);
    const t = Math.max(0, Math.min(1, along));
    return Math.hypot(a.longitude + t * dx - x, a.latitude + t * dy - y) < 1e-3;
  });

describe('GET /portals/:id/saved-searches/:contact/:search/listings', () => {
  const find = ({ portal, token }: Stage, contact: { id: string }, id: string, query = '') =>
    portico.api.get(`/portals/${portal.id}/saved-searches/${contact.id}/${id}/listings${query}`, {
      portalToken: token,
    });

  it('finds what the saved search looks for', async () => {
    const stage = await makeStage();
    const { brand, contact, root } = stage;
    for (const price of [1, 2, 3])
      await makeListing(portico.em(), { brand: root, mlsNumber: String(price), price });
    const points = SQUARE.map((point) => ({ ...point, type: 'location' }));
    const { id } = await makeSavedSearch(portico.em(), { brand, contact, criteria: { minimum_price: 2 } });
    const found = await find(stage, contact, id, '?order=price&limit=1');
    expect([found.status, numbers(found.body), found.body.info]).toEqual([
      200,
      ['2'],
      { count: 1, total: 2 },
    ]);
    const around = await makeSavedSearch(portico.em(), { brand, contact, criteria: { points } });
    expect((await find(stage, contact, around.id)).body.info).toEqual({ count: 0, total: 0 });
  });

  it('answers 409 where the search asks for what listings say nothing of', async () => {
    const stage = await makeStage();
    const { brand, contact } = stage;
    const { id } = await makeSavedSearch(portico.em(), { brand, contact, criteria: { pets: true } });
    const refused = await find(stage, contact, id);
    expect([refused.status, refused.body.message]).toEqual([
      409,
      `SavedSearch ${id} asks for what listings cannot be searched by: pets`,
    ]);
  });

  it('knows no search of another contact or brand, and none that is gone', async () => {
    const stage = await makeStage();
    const { brand, contact, root } = stage;
    const other = await makeContact(portico.em(), { brand });
    const foreign = await makeContact(portico.em(), { brand: root });
    const mine = await makeSavedSearch(portico.em(), { brand, contact });
    const theirs = await makeSavedSearch(portico.em(), { brand: root, contact: foreign });
    for (const [who, id] of [
      [other, mine.id],
      [foreign, theirs.id],
      [contact, randomUUID()],
    ] as const) {
      const unknown = await find(stage, who, id);
      expect([unknown.status, unknown.body.message]).toEqual([404, `SavedSearch ${id} not found`]);
    }
    expect((await find(stage, contact, 'gibberish')).status).toBe(400);
    expect((await find({ ...stage, token: randomUUID() }, contact, mine.id)).status).toBe(401);
  });
});

describe('GET /portals/:id/listings/:listing', () => {
  it("answers with a listing of the tenant, and knows no other's", async () => {
    const stage = await makeStage();
    const get = (id: string, portalToken?: string) =>
      portico.api.get(`/portals/${stage.portal.id}/listings/${id}`, { portalToken });
    const mine = await makeListing(portico.em(), { brand: stage.root });
    const gone = await makeListing(portico.em(), { brand: stage.root, deletedAt: 1_700_000_000 });
    const theirs = await makeListing(portico.em(), { brand: (await makeStage()).root });

    expect((await get(mine.id, stage.token)).body.data).toMatchObject({ id: mine.id, type: 'listing' });
    for (const { id } of [gone, theirs]) {
      const unknown = await get(id, stage.token);
      expect([unknown.status, unknown.body.message]).toEqual([404, `Listing ${id} not found`]);
    }
    expect((await get('gibberish', stage.token)).status).toBe(400);
    expect((await get(mine.id)).status).toBe(401);
  });
});

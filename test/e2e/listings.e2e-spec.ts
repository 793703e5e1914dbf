import { randomUUID } from 'node:crypto';
import type { Brand } from '../../src/modules/brands/brand.entity.js';
import { Listing } from '../../src/modules/listings/listing.entity.js';
import { makeBrand, makeKey, makeListing, makeTenant, makeUser, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;
let key: string;
let brand: Brand;

beforeAll(async () => {
  portico = await startPortico();
  ({ key, brand } = await makeTenant(portico.em()));
});
afterAll(() => portico.stop());

const WHOLE = {
  price: 425000,
  status: 'Active',
  listing_type: 'Residential',
  address: { postcode: '75201', city: 'Dallas', constructor: 'x', line1: '2200 Main Street' },
  location: { longitude: -96.797, latitude: 32.7831 },
  bedrooms: 3,
  bathrooms: 2.5,
  square_meters: 148.6,
  year_built: 2008,
  cover_image_url: 'https://example.com/picture.jpg',
  url: 'http://localhost:8080/listings/1',
  property_subtype: 'RES-Single Family',
  lot_square_meters: 612.4,
  parking_spaces: 2,
  architectural_styles: ['Ranch', 'Split "Level"'],
  mls_area: '12',
  county: 'Dallas',
  subdivision: 'Oak Lawn',
  postal_code: '75202',
  school_district: 'Dallas ISD',
  elementary_school: 'Milam',
  middle_school: 'Spence',
  high_school: 'North Dallas',
  list_agent: '0123',
  list_office: '45',
  selling_agent: '0124',
  selling_office: '46',
  pool: false,
  open_house_at: 1779472279.123457,
  sold_date: 1778872279,
};

const NOTHING = Object.fromEntries(Object.keys(WHOLE).map((name) => [name, null]));

const put = (mls: string, number: string, body: unknown, bearer: string | undefined = key) =>
  portico.api.put(`/listings/${encodeURIComponent(mls)}/${encodeURIComponent(number)}`, { bearer, body });

describe('PUT /listings/:mls/:mls_number', () => {
  it('makes a listing, of which GET then gives the same', async () => {
    const [mls, number] = [unique('MLS'), unique('N')];

    const made = await put(mls, number, WHOLE);

    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      code: 'OK',
      data: {
        id: expect.any(String),
        type: 'listing',
        created_at: expect.any(Number),
        updated_at: made.body.data.created_at,
        deleted_at: null,
        mls,
        mls_number: number,
        ...WHOLE,
        location: { ...WHOLE.location, type: 'location' },
      },
    });
    expect(Object.keys(made.body.data.address)).toEqual(Object.keys(WHOLE.address));
    expect(Object.keys(made.body.data).slice(-30)).toEqual(Object.keys(WHOLE));
    const read = await portico.api.get(`/listings/${made.body.data.id}`, { bearer: key });
    expect(read.body).toEqual(made.body);
  });

  it('replaces the whole: what is left out becomes null', async () => {
    const [mls, number] = [unique('MLS'), unique('N')];
    const { data } = (await put(mls, number, WHOLE)).body;

    const replaced = await put(mls, number, { price: 1, status: null });

    expect(replaced.body.data).toEqual({
      ...data,
      ...NOTHING,
      price: 1,
      updated_at: expect.any(Number),
    });
    expect(replaced.body.data.updated_at).toBeGreaterThan(data.updated_at);
  });

  it('takes what it answers with as the location', async () => {
    const location = { longitude: 180, latitude: -90, type: 'location' };
    expect((await put(unique('MLS'), '1', { location })).body.data.location).toEqual(location);
  });

  it('brings a deleted listing back under its id', async () => {
    const { id, mls, mlsNumber } = await makeListing(portico.em(), { brand, deletedAt: 1_700_000_000 });
    expect((await portico.api.get(`/listings/${id}`, { bearer: key })).status).toBe(404);
    expect((await put(mls, mlsNumber, {})).body.data).toMatchObject({ id, deleted_at: null });
    expect((await portico.api.get(`/listings/${id}`, { bearer: key })).status).toBe(200);
  });

  it('trims board and number, which may be any printable text', async () => {
    const mls = unique('Überall/Börse №1 & 不動産');
    const made = await put(` ${mls}  `, ' 20/1 ', {});
    expect(made.body.data).toMatchObject({ mls, mls_number: '20/1' });
  });

  it.each([
    ['   ', '1', 'mls'],
    ['x'.repeat(65), '1', 'mls'],
    ['MLS', 'a\tb', 'mls_number'],
    ['MLS', '\u200b', 'mls_number'],
  ])('refuses the path %j %j', async (mls, number, path) => {
    const refused = await put(mls, number, {});
    expect(refused.status).toBe(400);
    expect(refused.body.details).toEqual([{ path, message: 'must be 1 to 64 printable characters long' }]);
  });

  it.each([
    [{ price: -1 }, 'price'],
    [{ price: '425000' }, 'price'],
    [{ price: 1e16 }, 'price'],
    [{ status: 'x'.repeat(65) }, 'status'],
    [{ listing_type: 5 }, 'listing_type'],
    [{ address: 'Main Street' }, 'address'],
    [{ address: [] }, 'address'],
    [{ location: [] }, 'location'],
    [{ location: 'here' }, 'location'],
    [{ location: { longitude: 1 } }, 'location.latitude'],
    [{ location: { longitude: 181, latitude: 0 } }, 'location.longitude'],
    [{ location: { longitude: 0, latitude: 0, type: 'place' } }, 'location.type'],
    [{ bedrooms: -1 }, 'bedrooms'],
    [{ bathrooms: {} }, 'bathrooms'],
    [{ square_meters: 1e10 }, 'square_meters'],
    [{ year_built: 2008.5 }, 'year_built'],
    [{ year_built: 1e9 }, 'year_built'],
    [{ cover_image_url: 'javascript:alert(1)' }, 'cover_image_url'],
    [{ url: 'picture.jpg' }, 'url'],
    [{ address: { full: 'x'.repeat(20_000) } }, 'address'],
    [{ lot_square_meters: -1 }, 'lot_square_meters'],
    [{ parking_spaces: 1.5 }, 'parking_spaces'],
    [{ architectural_styles: 'Ranch' }, 'architectural_styles'],
    [{ architectural_styles: ['Ranch', ''] }, 'architectural_styles[1]'],
    [{ postal_code: 'x'.repeat(65) }, 'postal_code'],
    [{ pool: 'yes' }, 'pool'],
    [{ sold_date: '2026-05-15' }, 'sold_date'],
    [{ open_house_at: 1e12 }, 'open_house_at'],
    [{ colour: 'red' }, 'colour'],
    [{ mls: 'NTREIS' }, 'mls'],
  ])('refuses %j and names %s', async (body, path) => {
    const refused = await put('MLS', '1', body);
    expect(refused.status).toBe(400);
    expect(refused.body.details).toEqual([{ path, message: expect.any(String) }]);
  });

  it('needs a bearer token, and one with a role in the acting brand', async () => {
    expect((await portico.api.put('/listings/MLS/1', { body: {} })).status).toBe(401);
    const other = await makeTenant(portico.em());
    const refused = await portico.api.put('/listings/MLS/1', {
      bearer: key,
      body: {},
      headers: { 'x-rechat-brand': other.brand.id },
    });
    expect(refused.status).toBe(403);
  });

  it('leaves one listing after any number of calls at once', async () => {
    const [mls, number] = [unique('MLS'), unique('N')];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, price) => put(mls, number, { price })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
  });
});

describe('The postal code of a listing', () => {
  it.each([
    [{ address: { postcode: ' 75201 ' } }, '75201'],
    [{ address: { postcode: '75201' }, postal_code: '75202' }, '75202'],
    [{ address: { postcode: '75201' }, postal_code: null }, '75201'],
    [{ address: { postcode: 75201 } }, null],
    [{ address: { postcode: 'x'.repeat(65) } }, null],
    [{ address: {} }, null],
    [{}, null],
  ])('is, of %j, %j', async (body, expected) => {
    expect((await put(unique('MLS'), '1', body)).body.data.postal_code).toBe(expected);
  });
});

describe('PATCH /listings/:mls/:mls_number', () => {
  const patch = (mls: string, number: string, body: unknown, bearer: string | undefined = key) =>
    portico.api.patch(`/listings/${mls}/${number}`, { bearer, body });

  it('changes what is sent and nothing else; null takes away', async () => {
    const mls = unique('MLS');
    const { data } = (await put(mls, '1', WHOLE)).body;
    const patched = await patch(mls.toLowerCase(), '1', { price: 1, status: null, location: null });
    expect(patched.status).toBe(200);
    expect(patched.body.data).toEqual({
      ...data,
      price: 1,
      status: null,
      location: null,
      updated_at: expect.any(Number),
    });
    expect(patched.body.data.updated_at).toBeGreaterThan(data.updated_at);
    const moved = await patch(mls, '1', { address: { postcode: '75209' }, sold_date: 0 });
    expect(moved.body.data).toMatchObject({ postal_code: '75209', sold_date: 0, year_built: 2008 });
  });

  it('knows only live listings of the tenant, and is as strict as PUT', async () => {
    const mls = unique('MLS');
    expect((await patch(mls, '1', {})).body).toMatchObject({
      code: 'ResourceNotFound',
      message: `Listing ${mls} 1 not found`,
    });
    await put(mls, '1', {});
    const other = await makeTenant(portico.em());
    expect((await patch(mls, '1', { price: 1 }, other.key)).status).toBe(404);
    const refused = await patch(mls, '1', { price: 'x', colour: 'red' });
    expect(refused.status).toBe(400);
    expect(refused.body.details).toHaveLength(2);
    expect((await portico.api.patch(`/listings/${mls}/1`, { body: {} })).status).toBe(401);
  });
});

describe('DELETE /listings/:mls/:mls_number', () => {
  it('hides the listing everywhere, until it is put again', async () => {
    const mls = unique('MLS');
    const { id } = (await put(mls, '1', WHOLE)).body.data;
    const remove = () => portico.api.delete(`/listings/${mls}/1`, { bearer: key });
    const other = await makeTenant(portico.em());
    expect((await portico.api.delete(`/listings/${mls}/1`, { bearer: other.key })).status).toBe(404);
    expect((await portico.api.delete(`/listings/${mls}/1`)).status).toBe(401);

    const deleted = await remove();

    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await portico.api.get(`/listings/${id}`, { bearer: key })).status).toBe(404);
    for (const path of [`/listings/search?mls_number=1&mls=${mls}`, `/listings?mls=${mls}`]) {
      expect((await portico.api.get(path, { bearer: key })).body.data).toEqual([]);
    }
    expect((await remove()).status).toBe(404);
    expect((await put(mls, '1', {})).body.data).toMatchObject({ id, deleted_at: null });
  });
});

describe('GET /listings', () => {
  const list = (query: string, bearer: string | undefined = key) =>
    portico.api.get(`/listings?${query}`, { bearer });
  const numbers = ({ body }: Awaited<ReturnType<typeof list>>) =>
    body.data.map(({ mls_number }: { mls_number: string }) => mls_number);

  it('pages through the listings of the tenant without loss or repetition', async () => {
    const tenant = await makeTenant(portico.em());
    for (const [mlsNumber, price] of [
      ['a', 2],
      ['b', null],
      ['c', 1],
    ] as const)
      await makeListing(portico.em(), { brand: tenant.brand, mlsNumber, price });
    await makeListing(portico.em(), { brand: tenant.brand, deletedAt: 1_700_000_000 });

    const pages = await Promise.all([0, 1, 2, 3].map((start) => list(`start=${start}&limit=1`, tenant.key)));
    expect(pages.map(({ body }) => body.info)).toEqual([
      ...Array(3).fill({ count: 1, total: 3 }),
      { count: 0, total: 3 },
    ]);
    expect(pages.flatMap(numbers)).toEqual(['a', 'b', 'c']);
    expect(numbers(await list('order=-created_at', tenant.key))).toEqual(['c', 'b', 'a']);
    expect(numbers(await list('order=price', tenant.key))).toEqual(['c', 'a', 'b']);
    expect(numbers(await list('order=-price', tenant.key))).toEqual(['a', 'c', 'b']);
  });

  it('narrows by status, board and change', async () => {
    const tenant = await makeTenant(portico.em());
    const { brand: own } = tenant;
    const old = { createdAt: 1_600_000_000, updatedAt: 1_600_000_000.5 };
    await makeListing(portico.em(), { brand: own, mls: 'A', mlsNumber: 'old', status: 'Sold', ...old });
    await makeListing(portico.em(), { brand: own, mls: 'B', mlsNumber: 'new', status: 'Active' });
    const found = async (query: string) => numbers(await list(query, tenant.key));
    expect(await found('status=SOLD')).toEqual(['old']);
    expect(await found('mls=b')).toEqual(['new']);
    expect(await found('updated_since=1600000000.5')).toEqual(['old', 'new']);
    expect(await found('updated_since=1600000000.6')).toEqual(['new']);
    expect(await found('status=Active&mls=A')).toEqual([]);
  });

  it('tells all that is wrong with the query at once', async () => {
    const refused = await list('updated_since=yesterday&mls=&order=size&limit=0');
    expect(refused.status).toBe(400);
    expect(refused.body.details.map(({ path }: { path: string }) => path).sort()).toEqual([
      'limit',
      'mls',
      'order',
      'updated_since',
    ]);
    expect((await portico.api.get('/listings')).status).toBe(401);
  });
});

describe('Listings of two tenants', () => {
  it('stay apart under the same board and number: neither sees or changes the other', async () => {
    const [mls, number] = [unique('MLS'), unique('N')];
    const other = await makeTenant(portico.em());
    const mine = (await put(mls, number, { price: 1 })).body.data;
    const theirs = (await put(mls, number, { price: 2 }, other.key)).body.data;

    expect(theirs.id).not.toBe(mine.id);
    for (const [bearer, own, foreign] of [
      [key, mine, theirs],
      [other.key, theirs, mine],
    ] as const) {
      expect((await portico.api.get(`/listings/${own.id}`, { bearer })).body.data).toEqual(own);
      const unknown = await portico.api.get(`/listings/${foreign.id}`, { bearer });
      expect([unknown.status, unknown.body.message]).toEqual([404, `Listing ${foreign.id} not found`]);
      const found = await portico.api.get(`/listings/search?mls_number=${number}&mls=${mls}`, { bearer });
      expect(found.body.data).toEqual([own]);
    }
  });

  it('are shared by the brands of one tree, whoever puts them', async () => {
    const [mls, number] = [unique('MLS'), unique('N')];
    const em = portico.em();
    const middle = await makeBrand(em, { parent: brand });
    const owner = await makeUser(em);
    const child = await makeBrand(em, { parent: middle, owner });
    const childKey = await makeKey(em, { brand: child, user: owner });

    const made = (await put(mls, number, { price: 1 }, childKey)).body.data;

    expect((await put(mls, number, { price: 2 })).body.data).toMatchObject({ id: made.id, price: 2 });
    const seen = await portico.api.get(`/listings/${made.id}`, { bearer: childKey });
    expect(seen.body.data.price).toBe(2);
    const stored = await portico.em().findOneOrFail(Listing, made.id);
    expect(stored.brand.id).toBe(brand.id);
  });

  it('are one whatever the case of board and number; it is spelled as it was last put', async () => {
    const [mls, number] = [unique('ntreis'), unique('a')];
    const made = (await put(mls, number, { price: 1 })).body.data;
    const shouted = { mls: mls.toUpperCase(), mls_number: number.toUpperCase() };
    const replaced = (await put(shouted.mls, shouted.mls_number, { price: 2 })).body.data;
    expect(replaced).toMatchObject({ id: made.id, price: 2, ...shouted });
    for (const query of [`mls_number=${number}`, `mls_number=${shouted.mls_number}&mls=${mls}`]) {
      const found = await portico.api.get(`/listings/search?${query}`, { bearer: key });
      expect(found.body.data).toEqual([replaced]);
    }
  });
});

describe('GET /listings/search', () => {
  const search = (query: string, bearer: string | undefined = key) =>
    portico.api.get(`/listings/search?${query}`, { bearer });

  it('finds what has the number on any board, or on one', async () => {
    const mlsNumber = unique('N');
    const [b, a] = [
      await makeListing(portico.em(), { brand, mls: 'Board B', mlsNumber }),
      await makeListing(portico.em(), { brand, mls: 'Board A', mlsNumber }),
    ];
    await makeListing(portico.em(), { brand, mls: 'Board C', mlsNumber, deletedAt: 1_700_000_000 });
    await makeListing(portico.em(), { brand });

    const found = await search(`mls_number=${mlsNumber}`);
    expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual([a.id, b.id]);
    expect(found.body.info).toEqual({ count: 2, total: 0 });
    const one = await search(`mls_number=+${mlsNumber}+&mls=Board+B`);
    expect(one.body).toEqual({
      code: 'OK',
      data: [(await portico.api.get(`/listings/${b.id}`, { bearer: key })).body.data],
      info: { count: 1, total: 0 },
    });
  });

  it('finds nothing without an error', async () => {
    expect((await search(`mls_number=${unique('N')}`)).body).toEqual({
      code: 'OK',
      data: [],
      info: { count: 0, total: 0 },
    });
  });

  it.each(['', 'mls=NTREIS', 'mls_number=', 'mls_number=1&mls_number=2', 'mls_number=1&mls='])(
    'refuses "%s"',
    async (query) => {
      expect((await search(query)).status).toBe(400);
    },
  );

  it('needs a bearer token', async () => {
    expect((await portico.api.get('/listings/search?mls_number=1')).status).toBe(401);
  });
});

describe('GET /listings/:id', () => {
  it('answers with a listing that nothing is known of', async () => {
    const { id, mls, mlsNumber } = await makeListing(portico.em(), { brand });
    expect((await portico.api.get(`/listings/${id}`, { bearer: key })).body).toEqual({
      code: 'OK',
      data: {
        id,
        type: 'listing',
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        mls,
        mls_number: mlsNumber,
        ...NOTHING,
      },
    });
  });

  it('tells an unknown id from a gibberish one', async () => {
    const id = randomUUID();
    const unknown = await portico.api.get(`/listings/${id}`, { bearer: key });
    expect(unknown.body).toEqual({
      code: 'ResourceNotFound',
      message: `Listing ${id} not found`,
      http: 404,
    });
    expect((await portico.api.get('/listings/gibberish', { bearer: key })).status).toBe(400);
  });

  it('needs a bearer token', async () => {
    expect((await portico.api.get(`/listings/${randomUUID()}`)).status).toBe(401);
  });
});

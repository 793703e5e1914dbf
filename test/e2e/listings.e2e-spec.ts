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
    expect(Object.keys(made.body.data).slice(-11)).toEqual(Object.keys(WHOLE));
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

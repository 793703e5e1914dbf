import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Listing } from '../../src/modules/listings/listing.entity.js';
import { SERVER_LIMITS } from '../../src/http/server/http-server.js';
import { makeTenant, type Tenant, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;
let tenant: Tenant;

beforeAll(async () => {
  // less time for a whole request than one of the imports below takes
  const limits = {
    ...SERVER_LIMITS,
    headersTimeout: 500,
    requestTimeout: 1_000,
    connectionsCheckingInterval: 100,
  };
  portico = await startPortico({ BODY_LIMIT: '65536' }, limits);
});
beforeEach(async () => {
  tenant = await makeTenant(portico.em());
});
afterAll(() => portico.stop());

const NDJSON = 'application/x-ndjson';

const row = (number: number | string, fields: object = {}) => ({
  OriginatingSystemName: 'NTREIS',
  ListingId: String(number),
  ...fields,
});

const text = (rows: readonly unknown[]) => rows.map((one) => `${JSON.stringify(one)}\n`).join('');

const send = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
  portico.api.post('/listings/import', {
    bearer: tenant.key,
    raw,
    headers: { 'content-type': NDJSON, ...headers },
  });

const held = async () =>
  (await portico.api.get('/listings?limit=100&order=created_at', { bearer: tenant.key })).body.data;

const WHOLE = {
  ListingKey: 'key',
  ListPrice: 425_000,
  StandardStatus: 'Closed',
  CloseDate: '2026-05-15',
  PropertyType: 'Residential',
  PropertySubType: 'Single Family Residence',
  BedroomsTotal: 3,
  BathroomsTotalInteger: 3,
  BathroomsTotalDecimal: 2.5,
  LivingArea: 1600,
  LotSizeArea: 0.25,
  LotSizeUnits: 'Acres',
  YearBuilt: 2008,
  ParkingTotal: 2,
  ArchitecturalStyle: ['Ranch'],
  PoolPrivateYN: true,
  UnparsedAddress: '2200 Main Street, Dallas, TX 75201',
  StreetNumber: '2200',
  StreetName: 'Main',
  StreetSuffix: 'Street',
  City: 'Dallas',
  StateOrProvince: 'TX',
  PostalCode: '75201',
  CountyOrParish: 'Dallas',
  SubdivisionName: 'Oak Lawn',
  MLSAreaMajor: '12',
  Longitude: -96.797,
  Latitude: 32.7831,
  HighSchoolDistrict: 'Dallas ISD',
  ElementarySchool: 'Milam',
  MiddleOrJuniorSchool: 'Spence',
  HighSchool: 'North Dallas',
  ListAgentMlsId: '1',
  ListOfficeMlsId: '2',
  BuyerAgentMlsId: '3',
  BuyerOfficeMlsId: '4',
  Media: [{ MediaURL: 'ftp://no' }, null, { MediaURL: 'https://example.com/1.jpg' }],
  ModificationTimestamp: '2026-05-15T19:11:19.5Z',
  X_Unknown: { of: ['no', 'interest'] },
};

describe('POST /listings/import', () => {
  it('takes rows of the RESO Data Dictionary, converted', async () => {
    const done = await send(text([row(1, WHOLE), row(2)]));
    expect(done.status).toBe(200);
    expect(done.body).toEqual({
      code: 'OK',
      data: { type: 'listing_import', lines: 2, imported: 2, unchanged: 0, failed: 0, errors: [] },
    });
    const [one, two] = await held();
    expect(one).toMatchObject({
      mls: 'NTREIS',
      mls_number: '1',
      price: 425_000,
      status: 'Sold',
      listing_type: 'Residential',
      address: {
        full: '2200 Main Street, Dallas, TX 75201',
        house_num: '2200',
        name: 'Main',
        suftype: 'Street',
        city: 'Dallas',
        state: 'TX',
        postcode: '75201',
      },
      location: { longitude: -96.797, latitude: 32.7831, type: 'location' },
      bedrooms: 3,
      bathrooms: 2.5,
      square_meters: 148.64,
      year_built: 2008,
      cover_image_url: 'https://example.com/1.jpg',
      url: null,
      property_subtype: 'Single Family Residence',
      lot_square_meters: 1011.71,
      parking_spaces: 2,
      architectural_styles: ['Ranch'],
      mls_area: '12',
      county: 'Dallas',
      subdivision: 'Oak Lawn',
      postal_code: '75201',
      school_district: 'Dallas ISD',
      elementary_school: 'Milam',
      middle_school: 'Spence',
      high_school: 'North Dallas',
      list_agent: '1',
      list_office: '2',
      selling_agent: '3',
      selling_office: '4',
      pool: true,
      open_house_at: null,
      sold_date: Date.parse('2026-05-15') / 1000,
    });
    expect(two).toMatchObject({ mls_number: '2', price: null, address: null, location: null });
  });

  it.each([
    [{ StandardStatus: 'Closed', PropertyType: 'Residential Lease' }, { status: 'Leased' }],
    [{ StandardStatus: 'ActiveUnderContract' }, { status: 'Active Under Contract' }],
    [{ StandardStatus: 'constructor' }, { status: 'constructor' }],
    [{ MlsStatus: 'Active Kick Out' }, { status: 'Active Kick Out' }],
    [{ LivingArea: 100, LivingAreaUnits: 'SquareMeters' }, { square_meters: 100 }],
    [{ LotSizeSquareFeet: 1000 }, { lot_square_meters: 92.9 }],
    [
      { YearBuilt: 0, ParkingTotal: 1.5 },
      { year_built: null, parking_spaces: 1 },
    ],
    [{ Longitude: 1 }, { location: null }],
  ])('makes of %j %j', async (fields, expected) => {
    expect((await send(text([row(1, fields)]))).body.data.imported).toBe(1);
    expect((await held())[0]).toMatchObject(expected);
  });

  it('changes nothing by what it knows, or by what is older; of two rows with a number the later holds', async () => {
    const at = (time: string, price: number) => row('a', { ListPrice: price, ModificationTimestamp: time });
    const import1 = async (...rows: object[]) => {
      const { imported, unchanged } = (await send(text(rows))).body.data;
      return [imported, unchanged, (await held())[0].price];
    };
    expect(await import1(at('2026-01-02T00:00:00Z', 1), row('A', { ListPrice: 2 }))).toEqual([1, 1, 1]);
    const { id, updated_at } = (await held())[0];
    expect(await import1(at('2026-01-02T00:00:00Z', 1))).toEqual([0, 1, 1]);
    expect(await import1(at('2026-01-01T00:00:00Z', 3))).toEqual([0, 1, 1]);
    expect((await held())[0].updated_at).toBe(updated_at);
    expect(await import1(at('2026-01-03T00:00:00+01:00', 4))).toEqual([1, 0, 4]);
    expect(await import1(row('A', { ListPrice: 5 }), row('a', { ListPrice: 6 }))).toEqual([1, 1, 6]);
    await portico.api.delete('/listings/NTREIS/A', { bearer: tenant.key });
    expect(await import1(row('a', { ListPrice: 6 }))).toEqual([1, 0, 6]);
    expect((await held()).map((one: { id: string }) => one.id)).toEqual([id]);
  });

  it('tells of each line what is wrong with it, and takes the others', async () => {
    const lines = [
      JSON.stringify(row(1)),
      '',
      '{"broken',
      '[]',
      JSON.stringify(row(2, { ListPrice: '1', BedroomsTotal: -1, CloseDate: '2026-02-30' })),
      JSON.stringify({ ListPrice: 1 }),
      JSON.stringify(row(3, { City: 'a\0b' })),
      JSON.stringify(row(4, { ModificationTimestamp: 'now', LivingAreaUnits: 'Rods' })),
      JSON.stringify(row(5, { PublicRemarks: 'x'.repeat(65_536) })),
      `${JSON.stringify(row(6))}\r`,
    ];
    const { status, body } = await send(lines.join('\n'));
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ lines: 9, imported: 2, unchanged: 0, failed: 7 });
    const paths = body.data.errors.map(({ line, details }: { line: number; details: { path: string }[] }) => [
      line,
      ...details.map(({ path }) => path).sort(),
    ]);
    expect(paths).toEqual([
      [3, ''],
      [4, ''],
      [5, 'BedroomsTotal', 'CloseDate', 'ListPrice'],
      [6, 'ListingId', 'OriginatingSystemName'],
      [7, 'City'],
      [8, 'LivingAreaUnits', 'ModificationTimestamp'],
      [9, ''],
    ]);
    expect(body.data.errors[6].message).toBe('The line must be at most 65536 bytes long');
  });

  it('counts every line at fault, and tells of a thousand', async () => {
    const { data } = (await send('x\n'.repeat(1_200))).body;
    expect(data).toMatchObject({ lines: 1_200, failed: 1_200 });
    expect(data.errors).toHaveLength(1_000);
  });

  it('takes a million lines at most, however few bytes they are sent in', async () => {
    const answer = await send(gzipSync('\n'.repeat(1_000_001)), { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.message]).toEqual([413, 'The body has more than 1000000 lines']);
  });

  it('takes more than the limit of bodies, in batches, compressed or not', async () => {
    const all = text(Array.from({ length: 2_000 }, (_, n) => row(n, { ListPrice: n })));
    expect(all.length).toBeGreaterThan(65_536);
    expect((await send(all)).body.data).toMatchObject({ lines: 2_000, imported: 2_000 });
    const again = await send(gzipSync(all), { 'content-encoding': 'gzip' });
    expect(again.body.data).toMatchObject({ lines: 2_000, imported: 0, unchanged: 2_000 });
    expect(await portico.em().count(Listing, { brand: tenant.brand.id })).toBe(2_000);
  });

  it('takes as long as the lines take to come, and cuts nothing off that goes on', async () => {
    const upload = open();
    const answered = once(upload, 'response') as Promise<[{ statusCode: number }]>;
    for (let n = 0; n < 8; n++) {
      upload.write(text([row(n)]));
      await sleep(300);
    }
    upload.end();
    expect((await answered)[0].statusCode).toBe(200);
    expect(await held()).toHaveLength(8);
  });

  it('keeps what was written of an upload that breaks off; repeating it ends right', async () => {
    const all = text(Array.from({ length: 1_200 }, (_, n) => row(n)));
    const upload = open();
    upload.on('error', () => undefined);
    upload.write(all.slice(0, all.length * 0.9));
    const count = () => portico.em().count(Listing, { brand: tenant.brand.id });
    while ((await count()) < 1_000) await sleep(20);
    upload.destroy();
    await sleep(200);
    expect(await count()).toBe(1_000);
    expect((await send(all)).body.data).toMatchObject({ imported: 200, unchanged: 1_000 });
    expect(await count()).toBe(1_200);
  });

  const open = () => {
    portico.keepSecret(tenant.key);
    return request(`${portico.url}/listings/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, 'content-type': NDJSON },
    });
  };

  it('takes both names of the type, and refuses others, other charsets and encodings', async () => {
    expect((await send(text([row(1)]), { 'content-type': 'application/jsonl; charset=utf-8' })).status).toBe(
      200,
    );
    for (const [headers, status] of [
      [{ 'content-type': 'application/json' }, 400],
      [{ 'content-type': `${NDJSON}; charset=utf-16` }, 415],
      [{ 'content-encoding': 'constructor' }, 415],
    ] as const) {
      expect((await send(text([row(2)]), headers)).status).toBe(status);
    }
    const garbled = await send('no gzip', { 'content-encoding': 'gzip' });
    expect([garbled.status, garbled.body.message]).toEqual([
      400,
      'The body broke off, or cannot be decompressed',
    ]);
    expect((await send('')).body.data).toMatchObject({ lines: 0, imported: 0 });
  });

  it('writes for the root brand of the caller alone', async () => {
    const other = await makeTenant(portico.em());
    const number = unique('N');
    await send(text([row(number)]));
    const found = await portico.api.get(`/listings/search?mls_number=${number}`, { bearer: other.key });
    expect(found.body.data).toEqual([]);
  });

  it('reads nothing of a request without a good token', async () => {
    const refused = await portico.api.post('/listings/import', {
      raw: text([row(1)]),
      headers: { 'content-type': NDJSON },
    });
    expect(refused.status).toBe(401);
  });
});

import pg from 'pg';
import { type Asked, listingsOfTenant } from '../../src/modules/listings/listing-page.repository.js';
import { searchListings } from '../../src/modules/listings/listing-search.repository.js';
import type { SearchCriteria } from '../../src/modules/saved-searches/search-criteria.dto.js';
import { makeTenant } from '../factories/factories.js';
import { strewListings } from '../factories/listings.js';
import { type Portico, startPortico } from '../setup/portico.js';

const COUNT = 100_000;

let portico: Portico;
let client: pg.Client;
let tenant: string;

beforeAll(async () => {
  portico = await startPortico();
  client = new pg.Client({ connectionString: portico.environment['DATABASE_URL'] });
  await client.connect();
  tenant = (await makeTenant(portico.em())).brand.id;
  await strewListings(client, tenant, COUNT);
  for (let other = 0; other < 3; other++) {
    await strewListings(client, (await makeTenant(portico.em())).brand.id, COUNT / 5);
  }
  await client.query('vacuum analyze listings');
}, 300_000);
afterAll(async () => {
  await client.end();
  await portico.stop();
});

const at = (longitude: number, latitude: number) => ({ longitude, latitude, type: 'location' as const });
/** Concave. */
const AREA = [at(3, 3), at(4, 3), at(4, 4), at(3.5, 3.2), at(3, 4), at(3, 3)];

const by = (field: string, descending: boolean) => ({ start: 0, limit: 100, order: { field, descending } });

/** How PostgreSQL goes about it. */
async function planOf({ statement, values }: Asked<unknown>): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain analyze ${statement.sql}`, [
    ...values,
  ]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('POST /portals/:id/listings/search at 100,000 listings', () => {
  const criteria: Record<string, Partial<SearchCriteria>> = {
    'a polygon with price and beds': { points: AREA, minimum_price: 300_000, minimum_bedrooms: 3 },
    'a price range and a status': {
      minimum_price: 300_000,
      maximum_price: 400_000,
      listing_statuses: ['Active'],
    },
    'a lowest price and two statuses': { minimum_price: 300_000, listing_statuses: ['active', 'SOLD'] },
    'a highest price': { maximum_price: 200_000 },
    'postal codes': { postal_codes: ['00013', '00026'] },
    'a county': { counties: ['Dallas'] },
    'bedrooms alone': { minimum_bedrooms: 4 },
    'no criteria': {},
  };
  const orders = [by('created_at', true), by('price', false), by('price', true)];
  const cases = Object.keys(criteria).flatMap((what) =>
    orders.map(({ order }) => [what, `${order.descending ? '-' : ''}${order.field}`] as const),
  );

  it.each(cases)('reads %s by %s from indexes', async (what, order) => {
    const paging = by(order.replace('-', ''), order.startsWith('-'));
    const plan = await planOf(searchListings(tenant, criteria[what]!, paging));
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toContain('Seq Scan on listings');
  });
});

describe('GET /listings at 100,000 listings', () => {
  it.each([
    ['what changed lately', { updatedSince: Date.now() / 1000 - 3_600 }],
    ['a status', { status: 'Active' }],
  ])('reads %s from indexes', async (_what, filter) => {
    const plan = await planOf(listingsOfTenant(tenant, filter, by('updated_at', false)));
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toContain('Seq Scan on listings');
  });
});

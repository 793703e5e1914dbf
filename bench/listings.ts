// Compares a search for listings with its bare statement, and at 100,000 listings with 10,000.
import pg from 'pg';
import { strewListings } from '../test/factories/listings.ts';
import { databaseUrl, dropDatabase, recreateDatabase } from '../test/setup/postgres.js';
import { inTurn, median } from './measure.ts';
import { readOptions } from './options.ts';
import { digits, printServer, printTable, written } from './print.ts';
import { idOf, seed } from './seed.ts';
import { migrate, type Server, startPortico, testServer } from './servers.ts';

const options = readOptions({ few: 10_000, many: 100_000, searches: 2_000, warmUp: 1_000 });
/** Tenants; the first has all listings that are searched, each of the others a fifth of that. */
const TENANTS = 4;
/** How wide an area is at the smaller number, in degrees of the ten that there are. At the larger one it holds as many. */
const WIDTH = 2;
const LIMIT = 20;

/** What a client of the database would send: the page, and how many match. */
const BARE = `select *, count(*) over () as total from listings
  where brand_id = $1 and deleted_at is null and point(longitude, latitude) <@ $2::polygon and price >= $3 and bedrooms >= $4
  order by created_at desc, id desc limit ${LIMIT}`;

interface Place {
  readonly listings: number;
  readonly client: pg.Client;
  readonly portico: Server;
  readonly database: string;
}

type Way = (place: Place, points: readonly Point[]) => Promise<number>;
type Point = readonly [longitude: number, latitude: number];

async function prepare(listings: number): Promise<Place> {
  const database = `portico_bench_listings_${listings}`;
  await recreateDatabase(testServer(), database);
  const url = databaseUrl(testServer(), database);
  migrate(url);
  await seed(url, TENANTS, 1);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let n = 1; n <= TENANTS; n++) {
    await strewListings(client, idOf('brand', n), n === 1 ? listings : listings / 5);
  }
  await client.query('vacuum analyze listings');
  return { listings, client, portico: await startPortico(url), database };
}

/** A concave area somewhere, of a size that holds as many of so many listings as of another number. */
function areaAmong(listings: number): Point[] {
  const width = WIDTH * Math.sqrt(options.few / listings);
  const [x, y] = [Math.random() * (10 - width), Math.random() * (10 - width)];
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0.5, 0.2],
    [0, 1],
    [0, 0],
  ] as const;
  return corners.map(([right, up]) => [x + right * width, y + up * width]);
}

/** Either gives the number of matches. */
const ways: Readonly<Record<string, Way>> = {
  Portico: async ({ portico }, points) => {
    const response = await fetch(`${portico.url}/portals/${idOf('portal', 1)}/listings/search`, {
      method: 'POST',
      headers: { 'x-rechat-portal-token': idOf('token', 1), 'content-type': 'application/json' },
      body: JSON.stringify({
        points: points.map(([longitude, latitude]) => ({ longitude, latitude })),
        minimum_price: 300_000,
        minimum_bedrooms: 2,
        limit: LIMIT,
      }),
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return ((await response.json()) as { info: { total: number } }).info.total;
  },
  pg: async ({ client }, points) => {
    const polygon = `(${points.map((point) => `(${point.join()})`).join()})`;
    const values = [idOf('brand', 1), polygon, 300_000, 2];
    const { rows } = await client.query<{ total: string }>({ name: 'bare', text: BARE, values });
    return Number(rows[0]?.total ?? 0);
  },
};

/** One search at a time, of either way at either size in turn, each over the same areas. */
async function compare(): Promise<void> {
  const cells = places.flatMap((place) =>
    Object.keys(ways).map((way) => ({ place, way, times: [] as number[], found: 0 })),
  );
  for (let n = -options.warmUp; n < options.searches; n++) {
    const areas = new Map(places.map((place) => [place, areaAmong(place.listings)]));
    await inTurn(cells, Math.abs(n), async (cell) => {
      const began = performance.now();
      const found = await ways[cell.way]!(cell.place, areas.get(cell.place)!);
      if (n < 0) return;
      cell.times.push(performance.now() - began);
      cell.found += found;
    });
  }
  print(
    cells.map(({ place, way, times, found }) => ({
      way,
      listings: place.listings,
      found: found / options.searches,
      ...summary(times),
    })),
  );
}

function summary(times: readonly number[]) {
  const sorted = times.toSorted((one, other) => one - other);
  return { p50: median(times), p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
}

type Cell = { way: string; listings: number; found: number; p50: number; p95: number };

function print(cells: readonly Cell[]): void {
  const rows = cells.map(({ way, listings, found, p50, p95 }) => [
    `${way}, ${written(listings)} listings`,
    ...[digits(found, 1), digits(p50, 2), digits(p95, 2)],
  ]);
  printTable(['', 'found', 'p50, ms', 'p95, ms'], rows);
  const [fewOurs, , manyOurs, manyBare] = cells as [Cell, Cell, Cell, Cell];
  const ratios = (one: Cell, other: Cell) => [digits(one.p50 / other.p50, 2), digits(one.p95 / other.p95, 2)];
  console.log();
  printTable(
    ['ratio', 'p50', 'p95'],
    [
      [`Portico to pg, ${written(options.many)} listings`, ...ratios(manyOurs, manyBare)],
      [`${written(options.many)} listings to ${written(options.few)}, Portico`, ...ratios(manyOurs, fewOurs)],
    ],
  );
}

const server = testServer();
const admin = new pg.Client({ connectionString: server });
await admin.connect();
await printServer(admin);
const places: Place[] = [];
try {
  for (const listings of [options.few, options.many]) places.push(await prepare(listings));
  await compare();
} finally {
  for (const { client, portico, database } of places) {
    await portico.stop();
    await client.end();
    await dropDatabase(server, database);
  }
  await admin.end();
}

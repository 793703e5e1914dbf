import pg from 'pg';
import { databaseUrl, recreateDatabase } from '../test/setup/postgres.js';
import { written } from './print.ts';
import { addActivities, seed } from './seed.ts';
import { migrate } from './servers.ts';

export interface Size {
  readonly portals: number;
  readonly activities: number;
}

export interface SizedDatabase extends Size {
  readonly name: string;
  readonly url: string;
}

/** @param text `<portals>x<activities>`, separated by commas */
export function sizesOf(text: string): Size[] {
  return text.split(',').map((size) => {
    const [, portals, activities] = /^(\d+)x(\d+)$/.exec(size) ?? [];
    if (!Number(portals) || !Number(activities))
      throw new Error('--sizes has to be like 1000x20000,1000x400000');
    return { portals: Number(portals), activities: Number(activities) };
  });
}

export const nameOf = ({ portals, activities }: Size): string => `portico_scale_${portals}_${activities}`;

/** Makes a database for each size, out of a smaller one where there is one to grow. */
export async function makeDatabases(server: string, sizes: readonly Size[]): Promise<SizedDatabase[]> {
  const made: SizedDatabase[] = [];
  for (const size of sizes) {
    const smaller = made.findLast((one) => one.portals === size.portals && one.activities < size.activities);
    const since = performance.now();
    const database = { ...size, name: nameOf(size), url: databaseUrl(server, nameOf(size)) };
    await recreateDatabase(server, database.name, smaller?.name);
    if (smaller) await addActivities(database.url, size.portals, smaller.activities, size.activities);
    else await fillNew(database);
    const seconds = (performance.now() - since) / 1000;
    console.log(
      `${described(size)}: filled in ${seconds.toFixed(0)} s, ${await megabytes(database.url)} MB on disk`,
    );
    made.push(database);
  }
  return made;
}

async function fillNew({ url, portals, activities }: SizedDatabase): Promise<void> {
  migrate(url);
  await seed(url, portals, activities);
}

async function megabytes(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: number }>(
    'select round(pg_database_size(current_database()) / 1e6)::int as size',
  );
  await client.end();
  return rows[0]!.size;
}

export const described = ({ portals, activities }: Size): string =>
  `${written(portals)} portals, ${written(activities)} activities`;

import pg from 'pg';
import { digits, printTable, written } from './print.ts';
import type { SizedDatabase } from './scale-databases.ts';

const TABLES = [
  'brands',
  'lead_channels',
  'portals',
  'portal_scopes',
  'portal_hostnames',
  'contacts',
  'contact_attributes',
  'saved_searches',
  'saved_search_contacts',
  'activities',
];

interface Sizes {
  readonly rows: number;
  readonly table: number;
  readonly indexes: number;
}

/** Bytes on disk per row of each table, from the database that has the most of them. */
export async function printRowSizes(databases: readonly SizedDatabase[]): Promise<void> {
  const rows: string[][] = [];
  for (const table of TABLES) {
    const count = ({ portals, activities }: SizedDatabase) => (table === 'activities' ? activities : portals);
    const [largest] = [...databases].sort((a, b) => count(b) - count(a));
    const { rows: of, table: bytes, indexes } = await sizesOf(largest!.url, table);
    const each = [bytes, indexes, bytes + indexes].map((sum) => digits(sum / of));
    rows.push([table, written(of), ...each]);
  }
  printTable(['bytes per row', 'rows', 'table', 'indexes', 'together'], rows);
}

async function sizesOf(url: string, table: string): Promise<Sizes> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Sizes>(
    `select (select count(*) from ${table})::float8 as rows, pg_table_size($1)::float8 as "table",
            pg_indexes_size($1)::float8 as indexes`,
    [table],
  );
  await client.end();
  return rows[0]!;
}

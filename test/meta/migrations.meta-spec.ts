import { randomBytes } from 'node:crypto';
import { MikroORM } from '@mikro-orm/core';
import type { Migrator } from '@mikro-orm/migrations';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { readConfig } from '../../src/config/read-config.js';
import { ormOptions } from '../../src/database/orm-options.js';
import { testDatabaseUrl } from '../setup/paths.js';
import { databaseUrl, dropDatabase, recreateDatabase } from '../setup/postgres.js';

const name = `portico_migrations_${randomBytes(6).toString('hex')}`;
const server = testDatabaseUrl();
let orm: MikroORM;
let migrator: Migrator;

beforeAll(async () => {
  if (server) await recreateDatabase(server, name);
  const config = readConfig(server ? { DATABASE_URL: databaseUrl(server, name) } : { DATA_DIR: 'memory' });
  orm = await MikroORM.init({ ...ormOptions(config), logger: () => undefined });
  migrator = orm.migrator as Migrator;
});
afterAll(async () => {
  await orm.close();
  if (server) await dropDatabase(server, name);
});

/** Everything of ours in the database, the migrator's own table aside. */
async function remains(): Promise<string[]> {
  const rows = await (orm.em as SqlEntityManager).execute<{ name: string }[]>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
       and relname not like 'migrations%'
     union all select proname from pg_proc where pronamespace = 'public'::regnamespace
     union all select typname from pg_type where typnamespace = 'public'::regnamespace and typname !~ '^_?migrations'
     order by 1`,
  );
  return rows.map((row) => row.name);
}

describe('the migrations', () => {
  it('make from nothing the very schema that the entities describe', async () => {
    expect(await remains()).toEqual([]);
    await migrator.up();
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
    expect(await remains()).toContain('portals');
  });

  it('can be undone to the last trace, and done again', async () => {
    await migrator.down({ to: 0 });
    expect(await remains()).toEqual([]);

    await migrator.up();
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
    expect(await migrator.getPending()).toEqual([]);
  });
});

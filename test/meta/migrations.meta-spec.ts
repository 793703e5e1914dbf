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

  it('mark the oldest live root brand of a database that exists, and draw the lines of its roles', async () => {
    await migrator.down({ to: '20261121000002_portal_configuration' });
    const em = orm.em as SqlEntityManager;
    const id = (n: number) => `0196d9a6-0000-7000-8000-00000000000${n}`;
    const brand = (n: number, day: number, above: number[], deleted = false) =>
      em.execute(
        `insert into brands (id, name, brand_type, parent_id, ancestors, created_at, deleted_at)
         values (?, 'B', 'Team', ?::uuid, ?::uuid[], '2026-01-01'::timestamptz + ? * interval '1 day', ?::timestamptz)`,
        [
          id(n),
          above[0] ? id(above[0]) : null,
          `{${above.map(id).join()}}`,
          day,
          deleted ? '2026-02-01' : null,
        ],
      );
    await brand(5, 1, [], true);
    await brand(1, 3, []);
    await brand(4, 2, []);
    await brand(2, 1, [4]);
    await brand(3, 1, [2, 4]);
    await em.execute('insert into users (id, email) values (?, ?)', [id(9), 'x@example.com']);
    await em.execute(`insert into brand_roles (id, brand_id, role) values (?, ?, 'Owner')`, [id(8), id(3)]);
    await em.execute('insert into brand_role_members (role_id, user_id) values (?, ?)', [id(8), id(9)]);
    await migrator.up();

    expect(await em.execute('select id from brands where is_first')).toEqual([{ id: id(4) }]);
    expect(await em.execute('select array_to_json(line) as line from brand_role_members')).toEqual([
      { line: [id(4), id(2), id(3)] },
    ]);
    await expect(em.execute('update brands set is_first = true where id = ?', [id(1)])).rejects.toThrow();
  });

  it('leave one attribute of those that were the same: the oldest, which is primary if one of them was', async () => {
    await migrator.down({ to: '20261123000001_counts_of_contacts' });
    const em = orm.em as SqlEntityManager;
    const id = (n: number) => `0196d9a6-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;
    await em.execute(`insert into brands (id, name, brand_type) values (?, 'B', 'Team')`, [id(1)]);
    await em.execute('insert into contacts (id, brand_id) values (?, ?)', [id(2), id(1)]);
    const add = (n: number, type: string, more: object) => {
      const row = { id: id(n), contact_id: id(2), attribute_type: type, ...more };
      const columns = Object.keys(row);
      return em.execute(
        `insert into contact_attributes (${columns.join()}) values (${columns.map(() => '?').join()})`,
        Object.values(row),
      );
    };
    await add(11, 'email', { text: 'a@example.com' });
    await add(12, 'email', { text: 'a@example.com', is_primary: true });
    await add(13, 'email', { text: 'a@example.com', deleted_at: '2026-01-01' });
    await add(14, 'tag', { text: 'a@example.com' });
    await add(15, 'postal_address', { address: '{"city":"Dallas","unit":null}' });
    await add(16, 'postal_address', { address: '{"city": "Dallas"}' });
    await add(17, 'child_birthday', { date: '2000-01-01T00:00:00Z' });
    await add(18, 'child_birthday', { date: '2000-01-01T01:00:00+01:00' });
    await add(19, 'child_birthday', { date: '2000-01-02T00:00:00Z' });
    await migrator.up();

    const live = await em.execute<{ id: string; is_primary: boolean }[]>(
      'select id, is_primary from contact_attributes where deleted_at is null order by id',
    );
    expect(live).toEqual([11, 14, 15, 17, 19].map((n) => ({ id: id(n), is_primary: n === 11 })));
    expect(await em.execute('select attribute_count, attribute_bytes from contacts')).toEqual([
      { attribute_count: 5, attribute_bytes: 26 },
    ]);
    await expect(add(20, 'email', { text: 'a@example.com' })).rejects.toThrow('contact_attributes_one_value');
  });
});

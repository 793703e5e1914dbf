import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PortalClient } from '@chatbotkit/sdk/portal/index.js';
import { Sql } from '../../src/database/sql.js';
import { BrandRoleMember } from '../../src/modules/brands/brand-role.entity.js';
import { TOPMOST_BRANDS } from '../../src/modules/brands/brand.repository.js';
import { makeKey, makeRole, makeTenant, makeUser, type Tenant } from '../factories/factories.js';
import { query } from '../setup/cluster.js';
import { type Portico, startPortico } from '../setup/portico.js';

const MANY = 100_000;
/** At least so many statements read them all. */
const BATCHES = MANY / 200;

let portico: Portico;
let tenant: Tenant;
let small: Tenant;
/** Of a user with roles in both tenants. */
let keyOfBoth: string;

beforeAll(async () => {
  portico = await startPortico();
  tenant = await makeTenant(portico.em());
  small = await makeTenant(portico.em());
  await fill(tenant, 0, MANY);
  await fill(small, MANY, 30);
  const user = await makeUser(portico.em());
  for (const { brand } of [small, tenant]) await makeRole(portico.em(), { brand, user });
  keyOfBoth = await makeKey(portico.em(), { brand: small.brand, user });
  await query(portico.environment['DATABASE_URL']!, 'analyze');
}, 300_000);
afterAll(() => portico.stop());

/** Portals as the API makes them, each with a brand of its own that the caller owns; ids sort by number. */
async function fill({ brand, owner }: Tenant, from: number, count: number): Promise<void> {
  const id = `(lpad(to_hex(1700000000000 + n), 12, '0') || '70008000000000000000')::uuid`;
  const numbers = `generate_series(${from}, ${from + count - 1}) as n`;
  // on a connection of its own: the service's have limits
  const run = (sql: string, values?: unknown[]) => query(portico.environment['DATABASE_URL']!, sql, values);
  await run(
    `insert into brands (id, name, brand_type, parent_id, ancestors)
     select ${id}, 'b' || n, 'Portal', $1, array[$1::uuid] from ${numbers}`,
    [brand.id],
  );
  await run(`insert into brand_roles (id, brand_id, role) select ${id}, ${id}, 'Owner' from ${numbers}`);
  await run(`insert into brand_role_members (role_id, user_id) select ${id}, $1::uuid from ${numbers}`, [
    owner.id,
  ]);
  await run(
    `insert into portals (id, brand_id, slug, name, config, meta)
     select ${id}, ${id}, 'portal-' || n, '№ ' || n, '{"apps": {"chat": {}}}',
            json_build_object('team', 'team' || n % 10000, 'half', n % 2, 'n', n) from ${numbers}`,
  );
}

/** The plan of the statement that answers `path`. */
async function planOf(path: string, bearer: string): Promise<string> {
  const statements = portico.app.get(Sql);
  const run = statements.run.bind(statements);
  let plan = '';
  statements.run = async (statement, values) => {
    if (/from (portal_scopes|portals|blueprints)/.test(statement.sql) && statement.name === undefined) {
      const rows = await run<{ 'QUERY PLAN': string }>(
        { sql: `explain (analyze, timing off) ${statement.sql}` },
        values,
      );
      plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    }
    return run(statement, values);
  };
  try {
    expect((await portico.api.get(path, { bearer })).status).toBe(200);
  } finally {
    statements.run = run;
  }
  return plan;
}

/** The most rows that any step of the plan read. */
const mostRead = (plan: string): number =>
  Math.max(
    ...[...plan.matchAll(/actual rows=(\d+)|Removed by .*?: (\d+)/g)].map(([, one, other]) =>
      Number(one ?? other),
    ),
  );

describe(`With ${MANY} portals`, () => {
  const middle = '018bcfe5-b350-7000-8000-000000000000';

  it.each([
    ['the first page', ''],
    ['a later page', `cursor=${middle}`],
    ['the other order', `order=asc&cursor=${middle}`],
    ['a filter that half of them pass', 'meta.half=1'],
  ])('reads %s from the index of the scope', async (_, query) => {
    for (const key of [tenant.key, small.key, keyOfBoth]) {
      const plan = await planOf(`/v1/portal/list?${query}`, key);
      expect(plan).toMatch(/portal_scopes_(pkey|portal)\b/);
      expect(plan).not.toContain('Seq Scan');
      expect(mostRead(plan)).toBeLessThan(1_000);
    }
  });

  it.each(['meta.team=team7', 'meta[team]=team7&meta[half]=1', 'meta.n=77777'])(
    'finds %s by the index of meta',
    async (query) => {
      const plan = await planOf(`/v1/portal/list?${query}`, tenant.key);
      expect(plan).toContain('Bitmap Index Scan on portals_meta');
      expect(plan).not.toContain('Seq Scan');
      expect(mostRead(plan)).toBeLessThan(1_000);
    },
  );

  it('finds the topmost brands of a user who has a role in each of them without looking at all', async () => {
    const roles = await portico.em().count(BrandRoleMember, { user: tenant.owner });
    expect(roles).toBe(MANY + 1);
    const rows = await portico.app
      .get(Sql)
      .run<{ 'QUERY PLAN': string }>({ sql: `explain (analyze, timing off) ${TOPMOST_BRANDS.sql}` }, [
        tenant.owner.id,
      ]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('brand_role_members_line');
    expect(plan).not.toContain('Seq Scan');
    expect(mostRead(plan)).toBeLessThan(10);
  });

  it('merges what a user sees of several tenants, each portal once and in order', async () => {
    portico.keepSecret(keyOfBoth);
    const portals = new PortalClient({ secret: keyOfBoth, baseUrl: portico.url });
    let count = 0;
    for await (const { data } of portals.list({ order: 'asc' }).stream()) {
      if (data.name !== `№ ${count++}`) throw new Error(`${data.name} came as number ${count - 1}`);
    }
    expect(count).toBe(MANY + 30);
  }, 120_000);

  it('finds one by slug from the index of slugs', async () => {
    const plan = await planOf('/v1/portal/portal-77777/fetch', tenant.key);
    expect(plan).toContain('portals_slug');
    expect(plan).not.toContain('Seq Scan');
  });

  it('answers a page in a moment', async () => {
    const start = performance.now();
    for (let call = 0; call < 20; call++) {
      const { body } = await portico.api.get(`/v1/portal/list?cursor=${middle}`, { bearer: tenant.key });
      expect(body.items).toHaveLength(100);
    }
    expect((performance.now() - start) / 20).toBeLessThan(100);
  });

  it('streams all of them, in order, in flat memory', async () => {
    portico.keepSecret(tenant.key);
    const portals = new PortalClient({ secret: tenant.key, baseUrl: portico.url });
    const heaps: number[] = [];
    let count = 0;
    let last = '';
    for await (const { data } of portals.list({ order: 'asc' }).stream()) {
      if (!(data.id > last)) throw new Error(`${data.id} came after ${last}`);
      if (data.name !== `№ ${count}`) throw new Error(`${data.name} came as number ${count}`);
      last = data.id;
      if (++count % 20_000 === 0) heaps.push(heapInUse());
    }
    expect(count).toBe(MANY);
    const megabytes = heaps.map((heap) => (heap - (heaps[0] as number)) / 1024 / 1024);
    expect(Math.max(...megabytes)).toBeLessThan(16);
  }, 120_000);

  it('reads no further than a slow client does, and stops when it goes', async () => {
    const batches = countBatches();
    const stream = await new Promise<import('node:http').IncomingMessage>((resolve) => {
      request(`${portico.url}/v1/portal/list`, {
        headers: { authorization: `Bearer ${tenant.key}`, accept: 'application/jsonl' },
      })
        .on('response', resolve)
        .end();
    });
    stream.pause();
    try {
      await wait(3_000);
      const read = batches.count;
      await wait(500);
      expect([batches.count, read < BATCHES / 2]).toEqual([read, true]);
    } finally {
      stream.destroy();
    }
    await wait(500);
    const read = batches.count;
    await wait(500);
    expect(batches.count).toBe(read);
    batches.stop();
  });

  it('breaks off where it cannot go on, rather than end as if that were all', async () => {
    const statements = portico.app.get(Sql);
    const run = statements.run.bind(statements);
    let calls = 0;
    const failAfter = (batches: number) => {
      calls = 0;
      statements.run = (statement, values) => {
        if (statement.name === undefined && ++calls > batches) throw new Error('The database is gone');
        return run(statement, values);
      };
    };
    const stream = () =>
      fetch(`${portico.url}/v1/portal/list`, {
        headers: { authorization: `Bearer ${tenant.key}`, accept: 'application/jsonl' },
      });
    try {
      failAfter(3);
      const answer = await stream();
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
      failAfter(0);
      const refused = await stream();
      expect([refused.status, await refused.json()]).toEqual([
        500,
        { message: expect.any(String), code: 'INTERNAL_SERVER_ERROR' },
      ]);
    } finally {
      statements.run = run;
    }
  });

  function countBatches() {
    const statements = portico.app.get(Sql);
    const run = statements.run.bind(statements);
    const counter = { count: 0, stop: () => void (statements.run = run) };
    statements.run = (statement, values) => {
      counter.count++;
      return run(statement, values);
    };
    return counter;
  }
});

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

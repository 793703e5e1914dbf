import { randomInt } from 'node:crypto';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { FIND_KEY } from '../../src/modules/bearer-auth/secret-key.repository.js';
import { prefixOf, sha256 } from '../../src/secrets/secrets.js';
import { makeBrand, makePortal, makeTenant, type Tenant, unique } from '../factories/factories.js';
import type { Answer } from '../setup/api.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { query } from '../setup/cluster.js';
import { times } from '../setup/repeat.js';

let one: Portico;
let other: Portico;

beforeAll(async () => {
  one = await startPortico();
  other = await startInstance(one.environment);
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const either = () => (randomInt(2) === 0 ? one : other).api;
const pick = <Item>(items: readonly Item[]): Item => items[randomInt(items.length)]!;

/** A root and 19 brands below it, each anywhere, each with an owner, some with a portal. */
async function makeTree(): Promise<{ tenant: Tenant; ids: string[] }> {
  const em = one.em();
  const tenant = await makeTenant(em);
  const brands = [tenant.brand];
  for (let n = 1; n < 20; n++) {
    const brand = await makeBrand(em, { parent: pick(brands), owner: tenant.owner });
    if (n % 3 === 0) await makePortal(em, { brand });
    brands.push(brand);
  }
  return { tenant, ids: brands.map(({ id }) => id) };
}

const move = (tenant: Tenant, id: string, parent: string) =>
  either().put(`/brands/${id}`, { bearer: tenant.key, body: { parent } });

const create = (tenant: Tenant, parent: string) =>
  either().post('/brands', {
    bearer: tenant.key,
    body: { name: unique('Made'), brand_type: 'Team', parent },
  });

const refused = (answers: readonly Answer[]) =>
  answers.filter(({ status }) => status >= 500).map(({ status, text }) => ({ status, text }));

/** What the tables say of the lines of brands, where that is not what walking up by `parent_id` finds. */
function contradictions(root: string): Promise<object[]> {
  return one.em().execute(
    `with recursive walk as (
       select id, id as above, 0 as level from brands
       union all
       select walk.id, b.parent_id, walk.level + 1 from walk join brands b on b.id = walk.above
       where b.parent_id is not null and walk.level < 40
     ), line as (
       select id, coalesce(array_agg(above order by level) filter (where level > 0), '{}') as ancestors from walk group by id
     ), mine as (
       select b.id, b.ancestors as written, l.ancestors as walked from brands b join line l on l.id = b.id
       where b.id = ?::uuid or b.ancestors @> array[?::uuid] or l.ancestors @> array[?::uuid]
     )
     select 'ancestors' as of, id::text from mine where written <> walked
     union all select 'levels', id::text from mine where cardinality(walked) > 15
     union all
     select 'members', m.id::text from mine m
     join brand_roles r on r.brand_id = m.id join brand_role_members p on p.role_id = r.id
     where p.line <> brand_line(m.walked, m.id)
     union all
     select 'scopes', m.id::text from mine m join portals p on p.brand_id = m.id
     where (select array_agg(s.brand_id order by s.brand_id) from portal_scopes s where s.portal_id = p.id)
       is distinct from (select array_agg(b order by b) from unnest(m.id || m.walked) b)`,
    [root, root, root],
  );
}

describe('PUT /brands/:brand', () => {
  it('of many brands of a tree at once leaves a tree', async () => {
    const statuses = new Set<number>();
    for (let round = 0; round < 10; round++) {
      const { tenant, ids } = await makeTree();
      const moves = await Promise.all(times(40, () => move(tenant, pick(ids.slice(1)), pick(ids))));
      expect(refused(moves)).toEqual([]);
      for (const { status } of moves) statuses.add(status);
      expect(await contradictions(tenant.brand.id)).toEqual([]);
      const { length } = await one.em().find(Brand, { ancestors: { $contains: [tenant.brand.id] } });
      expect(length).toBe(19);
    }
    expect([...statuses].sort()).toEqual([200, 400]);
  });

  it('while brands, roles and portals are made below knows where all of them stand', async () => {
    for (let round = 0; round < 8; round++) {
      const { tenant, ids } = await makeTree();
      const answers = await Promise.all(
        times(60, (n) => {
          if (n % 3 === 0) return move(tenant, pick(ids.slice(1)), pick(ids));
          if (n % 3 === 1) return create(tenant, pick(ids));
          return either().put(`/brands/${pick(ids)}/portal`, { bearer: tenant.key });
        }),
      );
      expect(refused(answers)).toEqual([]);
      expect(await contradictions(tenant.brand.id)).toEqual([]);
    }
  });

  it('does not wait for another tree', async () => {
    const { tenant, ids } = await makeTree();
    const another = await makeTree();
    let waits = true;
    const busy = await one.em().transactional(async (em) => {
      await em.execute('select lock_brand_tree(?::uuid, true)', [ids[0]]);
      const made = create(tenant, ids[0]!).finally(() => (waits = false));
      expect((await create(another.tenant, another.ids[0]!)).status).toBe(200);
      expect((await move(another.tenant, another.ids[19]!, another.ids[0]!)).status).toBe(200);
      expect(waits).toBe(true);
      return [made];
    });
    expect((await busy[0]!).status).toBe(200);
  });
});

describe('DELETE /brands/:brand', () => {
  it('and a brand made below at the same moment exclude each other', async () => {
    const tenant = await makeTenant(one.em());
    const outcomes = new Set<string>();
    for (let round = 0; round < 60; round++) {
      const parent = await makeBrand(one.em(), { parent: tenant.brand });
      const [deleted, made] = await Promise.all([
        one.api.delete(`/brands/${parent.id}`, { bearer: tenant.key }),
        create(tenant, parent.id),
      ]);
      outcomes.add(`${deleted.status} ${made.status}`);
    }
    expect([...outcomes].filter((outcome) => !['204 404', '409 200'].includes(outcome))).toEqual([]);
  });

  it('and a portal made for the brand at the same moment leave none', async () => {
    const tenant = await makeTenant(one.em());
    for (let round = 0; round < 40; round++) {
      const brand = await makeBrand(one.em(), { parent: tenant.brand });
      const [deleted, made] = await Promise.all([
        one.api.delete(`/brands/${brand.id}`, { bearer: tenant.key }),
        other.api.put(`/brands/${brand.id}/portal`, { bearer: tenant.key }),
      ]);
      expect(deleted.status).toBe(204);
      expect([200, 404]).toContain(made.status);
      const live = await one
        .em()
        .execute('select id from portals where brand_id = ? and deleted_at is null', [brand.id]);
      expect(live).toEqual([]);
    }
  });
});

describe('With 100,000 brands', () => {
  it('whether a key may act in one of them is looked up by indexes', async () => {
    const { brand, key, owner } = await makeTenant(one.em());
    const url = one.environment['DATABASE_URL']!;
    const id = `(lpad(to_hex(1700000000000 + n), 12, '0') || '70008000000000000000')::uuid`;
    await query(
      url,
      `insert into brands (id, name, brand_type, parent_id)
       select ${id}, 'b' || n, 'Team', $1::uuid from generate_series(1, 100000) n`,
      [brand.id],
    );
    await query(
      url,
      `insert into brand_roles (id, brand_id, role) select ${id}, ${id}, 'Owner' from generate_series(1, 100000) n`,
    );
    await query(
      url,
      `insert into brand_role_members (role_id, user_id) select ${id}, $1::uuid from generate_series(1, 100000) n`,
      [owner.id],
    );
    await query(url, 'analyze');
    const [{ id: acting } = { id: '' }] = await one.em().find(Brand, { name: 'b50000' });
    const plan = await query(url, `explain (analyze, timing off) ${FIND_KEY.sql}`, [
      prefixOf(key),
      sha256(key),
      acting,
    ]);
    const text = plan.map((row) => (row as { 'QUERY PLAN': string })['QUERY PLAN']).join('\n');
    expect(text).not.toMatch(/Seq Scan on (brands|brand_roles|brand_role_members)/);
    const read = [...text.matchAll(/actual rows=(\d+)|Removed by .*?: (\d+)/g)];
    // the tables of users and keys are small here, and read as a whole
    expect(Math.max(...read.map(([, rows, removed]) => Number(rows ?? removed)))).toBeLessThan(200);
  }, 300_000);
});

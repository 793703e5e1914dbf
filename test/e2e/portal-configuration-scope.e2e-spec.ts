import { randomUUID } from 'node:crypto';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { BrandRole, BrandRoleMember } from '../../src/modules/brands/brand-role.entity.js';
import {
  makeBrand,
  makeOperator,
  makePortal,
  makeRole,
  makeTenant,
  type Tenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const as = (brandId?: string): Record<string, string> =>
  brandId === undefined ? {} : { 'x-rechat-brand': brandId };

const get = (path: string, bearer: string, brandId?: string) =>
  portico.api.get(`/v1/${path}`, { bearer, headers: as(brandId) });

const post = (path: string, bearer: string, body: object, brandId?: string) =>
  portico.api.post(`/v1/${path}`, { bearer, body, headers: as(brandId) });

async function listed(bearer: string, query = '', brandId?: string): Promise<string[]> {
  const { body } = await get(`portal/list?${query}`, bearer, brandId);
  return body.items.map(({ id }: { id: string }) => id);
}

/** All pages, as a client goes through them. */
async function paged(bearer: string, query: string): Promise<string[]> {
  const all: string[] = [];
  for (let cursor = ''; ;) {
    const page = await listed(bearer, `${query}${cursor}`);
    if (page.length === 0) return all;
    all.push(...page);
    cursor = `&cursor=${page.at(-1)}`;
  }
}

async function streamedIds(bearer: string): Promise<string[]> {
  const { text } = await portico.api.get('/v1/portal/list', {
    bearer,
    headers: { accept: 'application/jsonl' },
  });
  const lines = text.trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { data: { id: string } }).data.id);
}

/** A user with roles in brands that are and are not below one another, and the portals in reach, oldest first. */
async function makeManyRoles() {
  const em = portico.em();
  const home = await makeTenant(em);
  const { owner } = home;
  const below = await makeBrand(em, { parent: home.brand, owner });
  const deepest = await makeBrand(em, { parent: below, owner });
  const other = await makeTenant(em);
  const office = await makeBrand(em, { parent: other.brand, owner });
  const team = await makeBrand(em, { parent: office });
  const stray = await makeBrand(em);
  const third = await makeBrand(em, { parent: stray });
  await makeRole(em, { brand: third, user: owner });
  const ids: string[] = [];
  for (const brand of [third, team, home.brand, deepest, office, below]) {
    ids.push((await makePortal(portico.em(), { brand })).portal.id);
  }
  const outside = await makePortal(portico.em(), { brand: other.brand });
  return { home, other, office, team, stray, third, ids, outside: outside.portal.id };
}

describe('Without X-RECHAT-BRAND', () => {
  it('lists, fetches and changes a portal of a root brand that the same key has made', async () => {
    const { key } = await makeOperator(portico.em());
    const root = await portico.api.post('/brands', {
      bearer: key,
      body: { name: 'Root', brand_type: 'Team' },
    });
    const made = await portico.api.put(`/brands/${root.body.data.id}/portal`, { bearer: key });
    const { id } = made.body.data;

    expect(await listed(key)).toContain(id);
    expect((await get(`portal/${id}/fetch`, key)).status).toBe(200);
    expect((await post(`portal/${id}/update`, key, { name: 'Mine' })).body).toEqual({ id });
    expect((await get(`portal/${id}/fetch`, key)).body.name).toBe('Mine');
    expect((await post(`portal/${id}/delete`, key, {})).body).toEqual({ id });
    expect(await listed(key)).not.toContain(id);
  });

  it('shows each portal once, in order, whatever the pages', async () => {
    const { home, ids, outside } = await makeManyRoles();
    const newestFirst = ids.toReversed();
    for (const take of [1, 2, 5, 100]) {
      expect(await paged(home.key, `take=${take}`)).toEqual(newestFirst);
      expect(await paged(home.key, `take=${take}&order=asc`)).toEqual(ids);
    }
    expect(await streamedIds(home.key)).toEqual(newestFirst);
    expect((await get(`portal/${outside}/fetch`, home.key)).status).toBe(404);
  });

  it('filters what it lists of all brands', async () => {
    const { home, ids, third, office } = await makeManyRoles();
    for (const id of [ids[0], ids[1], ids[4]]) {
      await post(`portal/${id}/update`, home.key, { meta: { team: 'ops' } });
    }
    expect(await listed(home.key, 'meta.team=ops')).toEqual([ids[4], ids[1], ids[0]]);
    expect(await listed(home.key, 'meta.team=ops&take=1')).toEqual([ids[4]]);
    expect(await listed(home.key, 'meta.team=ops', office.id)).toEqual([ids[4], ids[1]]);
    expect(await listed(home.key, 'meta.team=ops', third.id)).toEqual([ids[0]]);
  });

  it('makes a portal below the brand of the token, or in one that the user may act in', async () => {
    const { home, team, other } = await makeManyRoles();
    const { body } = await post('portal/create', home.key, { slug: unique('made') });
    const rows = await portico
      .em()
      .execute<{ parent_id: string }[]>(
        'select b.parent_id from portals p join brands b on b.id = p.brand_id where p.id = ?',
        [body.id],
      );
    expect(rows).toEqual([{ parent_id: home.brand.id }]);

    const free = await makeBrand(portico.em(), { parent: team });
    const given = await post('portal/create', home.key, { slug: unique('given'), brandId: free.id });
    expect(given.status).toBe(200);
    const foreign = await makeBrand(portico.em(), { parent: other.brand });
    const refused = await post('portal/create', home.key, { slug: unique('given'), brandId: foreign.id });
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringMatching(/^brandId /)]);
  });

  it('does the same for blueprints', async () => {
    const { home, office, other } = await makeManyRoles();
    const there = await post('blueprint/create', home.key, { name: 'There' }, office.id);
    const outside = await post('blueprint/create', other.key, { name: 'Outside' });
    const ids = async (brandId?: string) =>
      (await get('blueprint/list', home.key, brandId)).body.items.map(({ id }: { id: string }) => id);

    expect(await ids()).toEqual([there.body.id]);
    expect(await ids(home.brand.id)).toEqual([]);
    expect((await get(`blueprint/${there.body.id}/fetch`, home.key)).status).toBe(200);
    expect((await get(`blueprint/${outside.body.id}/fetch`, home.key)).status).toBe(404);
    const using = (blueprintId: string) =>
      post('portal/create', home.key, { slug: unique('using'), blueprintId });
    expect((await using(there.body.id)).status).toBe(200);
    expect((await using(outside.body.id)).status).toBe(400);
  });

  it('leaves out a brand as soon as the role there ends', async () => {
    const { home, ids, office, third } = await makeManyRoles();
    await portico.em().nativeUpdate(BrandRole, { brand: third.id }, { deletedAt: 1_700_000_000 });
    expect(await listed(home.key, 'order=asc')).toEqual(ids.slice(1));
    await portico.em().nativeDelete(BrandRoleMember, { user: home.owner.id, role: { brand: office.id } });
    expect(await listed(home.key, 'order=asc')).toEqual([ids[2], ids[3], ids[5]]);
  });

  it('shows what is below a role again when one above it ends', async () => {
    const em = portico.em();
    const root = await makeBrand(em);
    const home = await makeTenant(em);
    const office = await makeBrand(em, { parent: root, owner: home.owner });
    await makeRole(em, { brand: root, user: home.owner });
    const portals = [
      (await makePortal(em, { brand: root })).portal.id,
      (await makePortal(em, { brand: office })).portal.id,
    ];
    expect(await listed(home.key, 'order=asc')).toEqual(portals);
    await portico.em().nativeUpdate(BrandRole, { brand: root.id }, { deletedAt: 1_700_000_000 });
    expect(await listed(home.key)).toEqual([portals[1]]);
  });

  it('follows a brand that moves', async () => {
    const { home, ids, office, stray, third } = await makeManyRoles();
    const hall = await makeBrand(portico.em(), { parent: stray, owner: home.owner });
    for (const parent of [hall, stray]) {
      await portico.em().nativeUpdate(Brand, { id: third.id }, { parent: parent.id });
      expect(await paged(home.key, 'take=1&order=asc')).toEqual(ids);
    }
    expect(await listed(home.key, '', office.id)).toEqual([ids[4], ids[1]]);
  });
});

describe('With X-RECHAT-BRAND', () => {
  it('there is that brand and what is below it; anything else is not found', async () => {
    const { home, ids, office } = await makeManyRoles();
    expect(await listed(home.key, '', office.id)).toEqual([ids[4], ids[1]]);
    const mine = ids[2] as string;
    const answers = [
      await get(`portal/${mine}/fetch`, home.key, office.id),
      await post(`portal/${mine}/update`, home.key, { name: 'x' }, office.id),
      await post(`portal/${mine}/delete`, home.key, {}, office.id),
    ];
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([404, { message: `Portal ${mine} not found`, code: 'NOT_FOUND' }]);
    }
    expect((await get(`portal/${mine}/fetch`, home.key, home.brand.id)).status).toBe(200);
  });

  it.each<[string, (tenant: Tenant) => Promise<string> | string, number]>([
    ['no role there', async () => (await makeBrand(portico.em())).id, 403],
    ['no such brand', () => randomUUID(), 404],
    ['no id', () => 'gibberish', 400],
  ])('is refused where there is %s', async (_, brandId, status) => {
    const tenant = await makeTenant(portico.em());
    expect((await get('portal/list', tenant.key, await brandId(tenant))).status).toBe(status);
  });
});

import { randomUUID } from 'node:crypto';
import { type EntityClass, QueryOrder } from '@mikro-orm/core';
import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { BrandRole, BrandRoleMember } from '../../src/modules/brands/brand-role.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import {
  makeBrand,
  makeKey,
  makeOperator,
  makePortal,
  makeRole,
  makeTenant,
  makeUser,
  type Tenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico({ DEFAULT_BASE_URL: 'https://portico.example.com/' });
});
afterAll(() => portico.stop());

const create = (bearer: string, body: unknown) => portico.api.post('/brands', { bearer, body });

const markDeleted = (entity: EntityClass<object>, where: object) =>
  portico.em().nativeUpdate(entity, where, { deletedAt: 1_700_000_000 });

/** As a database may be from before it refused to: with brands below that live. */
const markDeletedAnyway = (brand: Brand) =>
  portico.em().transactional(async (em) => {
    await em.execute('set local session_replication_role = replica');
    await em.nativeUpdate(Brand, { id: brand.id }, { deletedAt: 1_700_000_000 });
  });

describe('POST /brands', () => {
  it('makes a root brand whose Owner is the caller, for whoever runs the instance', async () => {
    const { key } = await makeOperator(portico.em());
    const before = Date.now() / 1000;
    const created = await create(key, { name: 'Oak Realty', brand_type: 'Brokerage' });

    expect(created.status).toBe(200);
    expect(created.body).toEqual({
      code: 'OK',
      data: {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
        created_at: expect.any(Number),
        updated_at: created.body.data.created_at,
        palette: null,
        assets: null,
        messages: null,
        parent: null,
        name: 'Oak Realty',
        deleted_at: null,
        training: false,
        brand_type: 'Brokerage',
        parents: null,
        type: 'brand',
        hostnames: null,
        member_count: 1,
        base_url: 'https://portico.example.com',
      },
    });
    expect(created.body.data.created_at).toBeGreaterThan(before - 5);
    expect(created.body.data.created_at).toBeLessThan(before + 60);
    expect((await portico.api.put(`/brands/${created.body.data.id}/portal`, { bearer: key })).status).toBe(
      200,
    );
  });

  it('makes a child that shows its line of parents, with its look and roles', async () => {
    const { brand: root, key } = await makeTenant(portico.em());
    const office = await create(key, { name: 'Office', brand_type: 'Office', parent: root.id });
    const team = await create(key, {
      name: 'Team',
      brand_type: 'Team',
      parent: office.body.data.id.toUpperCase(),
      palette: { 'primary-color': '#0a0', nested: [1, { a: null }] },
      assets: { logo: 'https://example.com/logo.png' },
      messages: { welcome: 'Hi' },
      roles: [{ role: 'Agents', acl: ['CRM', 'Deals'] }],
    });

    expect(team.body.data).toMatchObject({
      parents: [office.body.data.id, root.id],
      palette: { 'primary-color': '#0a0', nested: [1, { a: null }], type: 'brand_palette' },
      assets: { logo: 'https://example.com/logo.png', type: 'brand_assets' },
      messages: { welcome: 'Hi', type: 'brand_messages' },
    });
    expect(team.body.data.parent).toEqual(office.body.data);
    expect(team.body.data.parent.parent.id).toBe(root.id);
    expect(team.body.data.parent.parent.parent).toBeNull();
    const roles = await portico
      .em()
      .find(BrandRole, { brand: team.body.data.id }, { orderBy: { role: QueryOrder.ASC } });
    expect(roles.map(({ role, acl }) => ({ role, acl }))).toEqual([
      { role: 'Agents', acl: ['CRM', 'Deals'] },
      { role: 'Owner', acl: ['Admin', 'Marketing', 'Deals', 'CRM', 'Showings'] },
    ]);
  });

  it('makes no root brand for anybody else', async () => {
    const { brand: first } = await makeOperator(portico.em());
    const tenant = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: first, owner: tenant.owner });
    const before = await portico.em().count(Brand);
    for (const brand of [tenant.brand, child]) {
      const bearer = await makeKey(portico.em(), { brand, user: tenant.owner });
      for (const parent of [undefined, null]) {
        const { body } = await create(bearer, { name: 'Root', brand_type: 'Team', parent });
        expect(body).toEqual({
          code: 'Forbidden',
          message: "A brand without a parent takes a role in the instance's first brand",
          http: 403,
        });
      }
    }
    expect(await portico.em().count(Brand)).toBe(before);
  });

  it('makes no root brand for whoever had a role in the first one', async () => {
    const { brand, owner, key } = await makeOperator(portico.em());
    const roles = await portico.em().find(BrandRoleMember, { user: owner, role: { brand } });
    const ids = roles.map(({ role }) => role.id);
    await portico.em().nativeUpdate(BrandRole, { id: { $in: ids } }, { deletedAt: 1_700_000_000 });
    const elsewhere = await makeBrand(portico.em(), { owner });
    const bearer = await makeKey(portico.em(), { brand: elsewhere, user: owner });
    const root = { name: 'Root', brand_type: 'Team' };
    for (const secret of [key, bearer]) expect((await create(secret, root)).status).toBe(403);
  });

  it('refuses a parent in which the caller has no role, and one that is unknown or deleted', async () => {
    const { key } = await makeTenant(portico.em());
    const stranger = await makeBrand(portico.em());
    const child = { name: 'Child', brand_type: 'Team' };
    const refused = await create(key, { ...child, parent: stranger.id });
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'Forbidden' });

    await portico.em().nativeUpdate(Brand, { id: stranger.id }, { deletedAt: 1_700_000_000 });
    for (const parent of [stranger.id, randomUUID()]) {
      const missing = await create(key, { ...child, parent });
      expect(missing.body).toEqual({
        code: 'ResourceNotFound',
        message: `Brand ${parent} not found`,
        http: 404,
      });
    }
  });

  it('nests 16 levels deep and no deeper', async () => {
    const { brand, key } = await makeTenant(portico.em());
    let parent = brand.id;
    for (let level = 2; level <= 16; level++) {
      const { body } = await create(key, { name: `Level ${level}`, brand_type: 'Team', parent });
      parent = body.data.id;
    }
    const deepest = await create(key, { name: 'Level 17', brand_type: 'Team', parent });
    expect({ status: deepest.status, details: deepest.body.details }).toEqual({
      status: 400,
      details: [{ path: 'parent', message: expect.stringContaining('16') }],
    });
  });

  it.each([
    [{}, ['name', 'brand_type']],
    [{ name: 'x'.repeat(256), brand_type: 'Team' }, ['name']],
    [{ name: '', brand_type: '' }, ['name', 'brand_type']],
    [{ name: 1, brand_type: ['Team'] }, ['name', 'brand_type']],
    [{ name: 'B', brand_type: 'Team', parent: 'gibberish' }, ['parent']],
    [{ name: 'B', brand_type: 'Team', palette: 'red' }, ['palette']],
    [{ name: 'B', brand_type: 'Team', palette: ['red'] }, ['palette']],
    [{ name: 'B', brand_type: 'Team', roles: [{ role: 'A', acl: ['Everything'] }] }, ['roles[0].acl[0]']],
    [{ name: 'B', brand_type: 'Team', roles: [{}, 'x'] }, ['roles[0].role', 'roles[0].acl', 'roles[1]']],
    [{ name: 'B', brand_type: 'Team', roles: [{ role: 'Owner', acl: [] }] }, ['roles[0].role']],
    [{ name: 'B', brand_type: 'Team', id: 'mine', member_count: 7 }, ['id', 'member_count']],
  ])('answers %j with 400 that names %j', async (body, paths) => {
    const { key } = await makeOperator(portico.em());
    const { status, body: answer } = await create(key, body);
    expect(status).toBe(400);
    const named = new Set((answer.details as { path: string }[]).map(({ path }) => path));
    expect([...named].sort()).toEqual([...paths].sort());
  });

  it('answers roles that repeat a name with 400', async () => {
    const { key } = await makeOperator(portico.em());
    const role = { role: 'Agents', acl: [] };
    expect((await create(key, { name: 'B', brand_type: 'Team', roles: [role, role] })).status).toBe(400);
  });
});

describe('GET /brands/:id', () => {
  it('is open to anybody, and shows the hostnames and the address of the portal', async () => {
    const brand = await makeBrand(portico.em(), { name: 'Open' });
    const hostname = `${unique('open')}.example.com`;
    await makePortal(portico.em(), { brand, hostnames: [hostname, `www.${hostname}`] });

    const { status, body } = await portico.api.get(`/brands/${brand.id}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      id: brand.id,
      hostnames: [hostname, `www.${hostname}`],
      base_url: `https://${hostname}`,
      member_count: 0,
    });
  });

  it('answers 404 for an unknown brand and 400 for what is no id', async () => {
    expect((await portico.api.get(`/brands/${randomUUID()}`)).status).toBe(404);
    expect((await portico.api.get('/brands/gibberish')).status).toBe(400);
  });
});

describe('a bearer', () => {
  it('of a parent acts on the children, one of a child not on the parent', async () => {
    const { brand: root, key } = await makeTenant(portico.em());
    const owner = await makeUser(portico.em());
    const child = await makeBrand(portico.em(), { parent: root, owner });
    const childKey = await makeKey(portico.em(), { brand: child, user: owner });

    expect((await portico.api.put(`/brands/${child.id}/portal`, { bearer: key })).status).toBe(200);
    expect((await portico.api.get(`/brands/${child.id}/portal`, { bearer: childKey })).status).toBe(200);
    const refused = await portico.api.get(`/brands/${root.id}/portal`, { bearer: childKey });
    expect(refused.body).toEqual({
      code: 'Forbidden',
      message: `The token has no role in brand ${root.id}`,
      http: 403,
    });
  });

  it('acts where X-RECHAT-BRAND says, on routes without a brand in the path', async () => {
    const { brand: root, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: root });
    const stranger = await makeBrand(portico.em());
    const as = (id: string) =>
      portico.api.post('/brands', {
        bearer: key,
        body: { name: 'B', brand_type: 'Team', parent: root.id },
        headers: { 'x-rechat-brand': id },
      });

    expect((await as(child.id)).status).toBe(200);
    expect((await as(stranger.id)).status).toBe(403);
    expect((await as(randomUUID())).status).toBe(404);
    expect((await as('gibberish')).status).toBe(400);
    expect((await as('')).status).toBe(400);
  });

  it.each<[string, (tenant: Tenant) => Promise<unknown>, number]>([
    ['its user is deleted', ({ owner }) => markDeleted(User, { id: owner.id }), 401],
    ["its user's role is deleted", ({ brand }) => markDeleted(BrandRole, { brand: brand.id }), 403],
    ['it is revoked', ({ brand }) => markDeleted(SecretKey, { brand: brand.id }), 401],
    ['the brand of the role is deleted', ({ brand }) => markDeletedAnyway(brand), 403],
  ])('stops when %s', async (_, change, status) => {
    const em = portico.em();
    const [brand, owner] = [await makeBrand(em), await makeUser(em)];
    await makeRole(em, { brand, user: owner }); // not the role Owner, which stays
    const tenant = { brand, owner, key: await makeKey(em, { brand, user: owner }) };
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const calls = async () => [
      (await portico.api.put(`/brands/${child.id}/portal`, { bearer: tenant.key })).status,
      (await create(tenant.key, { name: 'B', brand_type: 'Team', parent: child.id })).status,
    ];
    expect(await calls()).toEqual([200, 200]);
    await change(tenant);
    const [first, second] = await calls();
    expect(first).toBe(status);
    expect([401, 403, 404]).toContain(second);
  });

  it('stops when it expires', async () => {
    const { brand, owner } = await makeTenant(portico.em());
    const expiresAt = Date.now() / 1000 + 2;
    const key = await makeKey(portico.em(), { brand, user: owner, expiresAt });
    const get = () => portico.api.put(`/brands/${brand.id}/portal`, { bearer: key });
    expect((await get()).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect((await get()).status).toBe(401);
  });
});

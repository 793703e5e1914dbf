import { randomUUID } from 'node:crypto';
import { BrandRole } from '../../src/modules/brands/brand-role.entity.js';
import { VouchedForElsewhere } from '../../src/modules/brands/roles.errors.js';
import { Invitation } from '../../src/modules/users/invitation.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import {
  makeBrand,
  makeKey,
  makePassword,
  makeRole,
  makeTenant,
  makeUser,
  type Tenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;
let tenant: Tenant;
let path: string;

beforeAll(async () => {
  portico = await startPortico();
});
beforeEach(async () => {
  tenant = await makeTenant(portico.em());
  path = `/brands/${tenant.brand.id}/roles`;
});
afterAll(() => portico.stop());

const call = (method: 'get' | 'post' | 'delete', url: string, body?: object, bearer = tenant.key) =>
  portico.api[method](url, { bearer, ...(body && { body }) });
const create = (role: string, acl: string[] = []) => call('post', path, { role, acl });
const add = async (role: string, body: object, bearer?: string) => {
  const answer = await call('post', `${path}/${role}/members`, body, bearer);
  const { invitation } = answer.body.data ?? {};
  if (invitation !== undefined) portico.keepSecret(invitation);
  return answer;
};
const ownerRole = async (brand = tenant.brand): Promise<string> =>
  (await portico.em().findOneOrFail(BrandRole, { brand: brand.id, role: 'Owner' })).id;
const newRole = async (): Promise<string> => (await create(unique('Role'))).body.data.id;
const notFound = (message: string) => ({ code: 'ResourceNotFound', message, http: 404 });
const ELSEWHERE = new VouchedForElsewhere().message;
const conflict = (message: string) => ({ code: 'Conflict', message, http: 409 });

describe('POST /brands/:brand/roles', () => {
  it('makes a role', async () => {
    const { status, body } = await create(' Agents ', ['CRM', 'Deals', 'CRM']);
    expect([status, body]).toEqual([
      200,
      {
        code: 'OK',
        data: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          type: 'brand_role',
          role: 'Agents',
          acl: ['CRM', 'Deals'],
          brand: tenant.brand.id,
          created_at: expect.any(Number),
          updated_at: body.data.created_at,
          deleted_at: null,
        },
      },
    ]);
  });

  it('makes no second one of a name in a brand, until the first is deleted', async () => {
    const { body } = await create('Agents');
    const second = await create('Agents');
    expect([second.status, second.body]).toEqual([409, conflict('The brand has a role Agents already')]);
    expect((await create('Owner')).status).toBe(409);
    await call('delete', `${path}/${body.data.id}`);
    expect((await create('Agents')).status).toBe(200);
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    expect((await call('post', `/brands/${child.id}/roles`, { role: 'Agents', acl: [] })).status).toBe(200);
  });

  it.each([
    [{}, ['role', 'acl']],
    [{ role: '', acl: ['Everything'] }, ['role', 'acl[0]']],
    [{ role: 'x'.repeat(101), acl: 'CRM', id: 1 }, ['id', 'role', 'acl']],
  ])('answers %j with 400 that names %j', async (body, paths) => {
    const { status, body: answer } = await call('post', path, body);
    expect(status).toBe(400);
    const named = new Set(answer.details.map((fault: { path: string }) => fault.path));
    expect(named).toEqual(new Set(paths));
  });
});

describe('GET /brands/:brand/roles', () => {
  it('pages through the live ones of the brand', async () => {
    for (const role of ['q', 'p', 'r']) await create(role);
    const { body } = await create('gone');
    await call('delete', `${path}/${body.data.id}`);
    const roles = ({ data }: { data: { role: string }[] }) => data.map(({ role }) => role);
    const all = (await call('get', path)).body;
    expect([roles(all), all.info]).toEqual([['Owner', 'q', 'p', 'r'], { count: 4, total: 4 }]);
    const page = (await call('get', `${path}?order=-role&start=1&limit=2`)).body;
    expect([roles(page), page.info]).toEqual([['q', 'p'], { count: 2, total: 4 }]);
  });
});

describe('DELETE /brands/:brand/roles/:role', () => {
  it('takes the role from its members', async () => {
    const user = await makeUser(portico.em());
    const role = await makeRole(portico.em(), { brand: tenant.brand, user });
    const bearer = await makeKey(portico.em(), { brand: tenant.brand, user });
    expect((await call('get', path, undefined, bearer)).status).toBe(200);
    const { status, text } = await call('delete', `${path}/${role.id}`);
    expect([status, text]).toEqual([204, '']);
    expect((await call('get', path, undefined, bearer)).status).toBe(403);
    const again = await call('delete', `${path}/${role.id}`);
    expect(again.body).toEqual(notFound(`BrandRole ${role.id} not found`));
    expect((await call('get', `${path}/${role.id}/members`)).status).toBe(404);
  });

  it('leaves Owner, in a brand below as well', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand, owner: tenant.owner });
    for (const brand of [tenant.brand, child]) {
      const { status, body } = await call('delete', `/brands/${brand.id}/roles/${await ownerRole(brand)}`);
      expect([status, body]).toEqual([409, conflict('The role Owner cannot be deleted')]);
    }
  });

  it('knows no role of another brand', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const below = await makeRole(portico.em(), { brand: child, user: tenant.owner });
    for (const id of [below.id, randomUUID()])
      expect((await call('delete', `${path}/${id}`)).status).toBe(404);
    expect(await portico.em().count(BrandRole, { id: below.id, deletedAt: null })).toBe(1);
  });
});

describe('POST /brands/:brand/roles/:role/members', () => {
  it('makes a user of an address that nobody has, and invites that user', async () => {
    const email = `${unique('Ava')}@example.com`;
    const { status, headers, body } = await add(await newRole(), { email, first_name: 'Ava' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body.data).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'user',
      email,
      first_name: 'Ava',
      last_name: null,
      phone_number: null,
      created_at: expect.any(Number),
      updated_at: body.data.created_at,
      deleted_at: null,
      brand: tenant.brand.id,
      invitation: expect.stringMatching(/^it_[\w-]{43}$/),
    });
    expect(await portico.em().count(Invitation, { user: body.data.id })).toBe(1);
  });

  it('gives no role to a user of another tenant, and tells nothing of that user', async () => {
    const stranger = await makeTenant(portico.em());
    await makePassword(portico.em(), stranger.owner);
    const role = await newRole();
    for (const email of [stranger.owner.email, stranger.owner.email.toUpperCase()]) {
      const { status, body } = await add(role, { email, first_name: 'Not' });
      expect([status, body]).toEqual([409, conflict(ELSEWHERE)]);
    }
    const { body } = await call('get', `${path}/${role}/members`);
    expect(body.info).toEqual({ count: 0, total: 0 });
    expect((await call('get', path, undefined, stranger.key)).status).toBe(403);
  });

  it('ends what was handed out below once a brand above gives a role: others could hold it', async () => {
    const em = portico.em();
    const agent = await makeUser(em);
    const child = await makeBrand(em, { parent: tenant.brand, owner: agent });
    const bearer = await makeKey(em, { brand: child, user: agent });
    const sibling = await makeBrand(em, { parent: tenant.brand, owner: agent });
    const below = await ownerRole(child);
    const membersBelow = `/brands/${child.id}/roles/${below}/members`;
    const email = `${unique('ceo')}@example.com`;
    const held = (await portico.api.post(membersBelow, { bearer, body: { email } })).body.data;
    const password = 'four words nobody guesses';
    const setPassword = (token: string) => portico.api.post('/users/password', { body: { token, password } });
    for (const secret of [held.invitation, password]) portico.keepSecret(secret);
    expect((await setPassword(held.invitation)).status).toBe(200);
    const signIn = () =>
      portico.api.post('/oauth2/token', { body: { grant_type: 'password', username: email, password } });
    const signedIn = (await signIn()).body;
    for (const secret of [signedIn.access_token, signedIn.refresh_token]) portico.keepSecret(secret);

    const beside = `/brands/${sibling.id}/roles/${await ownerRole(sibling)}/members`;
    const refused = await portico.api.post(beside, { bearer, body: { email } });
    expect([refused.status, refused.body]).toEqual([409, conflict(ELSEWHERE)]);

    const promoted = await add(await ownerRole(), { email });
    expect([promoted.status, promoted.body.data.id]).toEqual([200, held.id]);
    expect((await portico.api.get('/users/self', { bearer: signedIn.access_token })).status).toBe(401);
    expect((await signIn()).status).toBe(400);
    expect((await setPassword(promoted.body.data.invitation)).status).toBe(200);
    const again = await portico.api.post(beside, { bearer, body: { email } });
    expect([again.status, again.body.data]).toEqual([200, expect.objectContaining({ id: held.id })]);
    expect(again.body.data).not.toHaveProperty('invitation');
  });

  it('takes a user who has no role any more over', async () => {
    const em = portico.em();
    const email = `${unique('left')}@example.com`;
    const stranger = await makeTenant(em);
    const theirs = `/brands/${stranger.brand.id}/roles/${await ownerRole(stranger.brand)}/members`;
    const made = (await portico.api.post(theirs, { bearer: stranger.key, body: { email } })).body.data;
    portico.keepSecret(made.invitation);
    expect((await portico.api.delete(`${theirs}/${made.id}`, { bearer: stranger.key })).status).toBe(204);
    const ours = (await add(await newRole(), { email })).body.data;
    expect(ours.id).toBe(made.id);
    const use = (token: string) =>
      portico.api.post('/users/password', { body: { token, password: 'four words nobody guesses' } });
    expect([(await use(made.invitation)).status, (await use(ours.invitation)).status]).toEqual([401, 200]);
  });

  it('finds by id whoever is in the tenant, and nobody else', async () => {
    const em = portico.em();
    const below = await makeUser(em);
    await makeBrand(em, { parent: tenant.brand, owner: below });
    const [nobody, stranger] = [await makeUser(em), await makeTenant(em)];
    const role = await newRole();
    expect((await add(role, { user: below.id.toUpperCase() })).body.data.id).toBe(below.id);
    for (const user of [nobody.id, stranger.owner.id, randomUUID()]) {
      expect((await add(role, { user })).body).toEqual(notFound(`User ${user} not found`));
    }
  });

  it('invites again who has no password yet', async () => {
    const email = `${unique('again')}@example.com`;
    const role = await newRole();
    const [first, second] = [await add(role, { email }), await add(role, { email })];
    expect(second.body.data.id).toBe(first.body.data.id);
    expect(second.body.data.invitation).not.toBe(first.body.data.invitation);
  });

  it.each<[string, number, (user: User) => Promise<unknown>]>([
    ['a role elsewhere', 409, async (user) => makeBrand(portico.em(), { owner: user })],
    ['a role above', 200, async (user) => makeRole(portico.em(), { brand: tenant.brand, user })],
    ['a role beside', 409, async (user) => makeBrand(portico.em(), { parent: tenant.brand, owner: user })],
    ['a password', 200, async (user) => makePassword(portico.em(), user)],
  ])('invites nobody who has %s: an invitation would be a way in there', async (_, expected, give) => {
    const em = portico.em();
    const child = await makeBrand(em, { parent: tenant.brand });
    const agent = await makeUser(em);
    const role = await makeRole(em, { brand: child, user: agent });
    const bearer = await makeKey(em, { brand: child, user: agent });
    const user = await makeUser(em);
    await give(user);
    const { status, body } = await portico.api.post(`/brands/${child.id}/roles/${role.id}/members`, {
      bearer,
      body: { email: user.email },
    });
    expect([status, body.data?.id]).toEqual([expected, expected === 200 ? user.id : undefined]);
    expect(JSON.stringify(body)).not.toContain('invitation');
  });

  it.each([
    [{}, ['']],
    [{ user: randomUUID(), email: 'a@example.com' }, ['']],
    [{ user: null, email: null }, ['']],
    [{ user: 'x', role: 'Owner' }, ['role', 'user']],
    [{ email: 'not an address', first_name: '', last_name: 1 }, ['email', 'first_name', 'last_name']],
  ])('answers %j with 400 that names %j', async (body, paths) => {
    const { status, body: answer } = await add(await ownerRole(), body);
    expect(status).toBe(400);
    expect(answer.details.map((fault: { path: string }) => fault.path)).toEqual(paths);
  });

  it('knows no role of another brand, and lets no stranger in', async () => {
    const stranger = await makeTenant(portico.em());
    const theirs = await ownerRole(stranger.brand);
    const { body } = await add(theirs, { email: 'x@example.com' });
    expect(body).toEqual(notFound(`BrandRole ${theirs} not found`));
    expect(await portico.em().count(User, { email: 'x@example.com' })).toBe(0);
    expect((await add(await ownerRole(), { email: 'x@example.com' }, stranger.key)).status).toBe(403);
  });
});

describe('GET /brands/:brand/roles/:role/members', () => {
  it('pages through the live users who have the role', async () => {
    const role = await newRole();
    const emails = ['c', 'a', 'b', 'd'].map((letter) => `${unique(letter)}@example.com`);
    for (const email of emails) await add(role, { email });
    await portico.em().nativeUpdate(User, { email: emails[3] }, { deletedAt: 1_700_000_000 });
    const page = async (query: string) => {
      const { body } = await call('get', `${path}/${role}/members?${query}`);
      return [body.data.map(({ email }: { email: string }) => email), body.info.total] as const;
    };
    expect(await page('')).toEqual([emails.slice(0, 3), 3]);
    expect(await page('order=-email&start=1&limit=1')).toEqual([[emails[2]], 3]);
    const { body } = await call('get', `${path}/${role}/members?limit=1`);
    expect(body.data[0]).toMatchObject({ type: 'user', brand: tenant.brand.id });
    expect(body.data[0]).not.toHaveProperty('invitation');
  });
});

describe('DELETE /brands/:brand/roles/:role/members/:user', () => {
  it('takes the role, and nothing else', async () => {
    const user = await makeUser(portico.em());
    const role = await makeRole(portico.em(), { brand: tenant.brand, user });
    const url = `${path}/${role.id}/members/${user.id}`;
    const { status, text } = await call('delete', url);
    expect([status, text]).toEqual([204, '']);
    expect((await call('delete', url)).body).toEqual(notFound(`User ${user.id} not found`));
    expect(await portico.em().count(User, { id: user.id, deletedAt: null })).toBe(1);
  });

  it('leaves the last Owner of a root brand', async () => {
    const role = await ownerRole();
    const remove = (user: User) => call('delete', `${path}/${role}/members/${user.id}`);
    const refused = await remove(tenant.owner);
    const message = 'The last Owner of a brand without a parent cannot be removed';
    expect([refused.status, refused.body]).toEqual([409, conflict(message)]);

    const second = await makeUser(portico.em());
    await add(role, { email: second.email });
    expect((await remove(second)).status).toBe(204);
    expect((await remove(tenant.owner)).status).toBe(409);
    await add(role, { email: second.email });
    await portico.em().nativeUpdate(User, { id: second.id }, { deletedAt: 1_700_000_000 });
    expect((await remove(tenant.owner)).status).toBe(409);
  });

  it('lets a brand below be looked after from above alone', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand, owner: tenant.owner });
    const url = `/brands/${child.id}/roles/${await ownerRole(child)}/members/${tenant.owner.id}`;
    expect((await call('delete', url)).status).toBe(204);
  });
});

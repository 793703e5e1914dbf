import { Invitation } from '../../src/modules/users/invitation.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { newInvitation, prefixOf, sha256 } from '../../src/secrets/secrets.js';
import {
  makeBrand,
  makeKey,
  makePassword,
  makeRole,
  makeTenant,
  makeUser,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { byPassword } from '../setup/sign-in.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico({ DEFAULT_BASE_URL: 'https://portico.example.com/' });
});
afterAll(() => portico.stop());

/** The invitation of somebody new, to a role in a brand of one's own. */
async function invited() {
  const tenant = await makeTenant(portico.em());
  const role = await makeRole(portico.em(), { brand: tenant.brand, user: tenant.owner });
  const email = `${unique('new')}@example.com`;
  const { body } = await portico.api.post(`/brands/${tenant.brand.id}/roles/${role.id}/members`, {
    bearer: tenant.key,
    body: { email },
  });
  portico.keepSecret(body.data.invitation);
  return { ...tenant, role, email, id: body.data.id, token: body.data.invitation as string };
}

const setPassword = (token: unknown, password: unknown) =>
  portico.api.post('/users/password', { body: { token, password } });

const NOT_GOOD = { code: 'Unauthorized', message: 'The invitation is unknown, expired or used', http: 401 };

describe('GET /users/self', () => {
  it('answers whom the key acts for, and the brand of the key', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const headers = { 'x-rechat-brand': child.id };
    for (const options of [{ bearer: key }, { bearer: key, headers }]) {
      const { status, body } = await portico.api.get('/users/self', options);
      expect([status, body]).toEqual([
        200,
        {
          code: 'OK',
          data: {
            id: owner.id,
            type: 'user',
            email: owner.email,
            first_name: null,
            last_name: null,
            phone_number: null,
            created_at: expect.any(Number),
            updated_at: expect.any(Number),
            deleted_at: null,
            brand: brand.id,
          },
        },
      ]);
    }
  });
});

describe('PUT /users/self', () => {
  const update = (bearer: string, body: object) => portico.api.put('/users/self', { bearer, body });

  it('changes what is given, and nothing else', async () => {
    const { owner, key } = await makeTenant(portico.em());
    const { body: before } = await update(key, { first_name: ' Ava ', phone_number: '+12025550143' });
    expect(before.data).toMatchObject({ first_name: 'Ava', last_name: null, phone_number: '+12025550143' });
    const { body: after } = await update(key, { last_name: 'Agent', phone_number: null });
    expect(after.data).toEqual({
      ...before.data,
      last_name: 'Agent',
      phone_number: null,
      updated_at: expect.any(Number),
    });
    expect(after.data.updated_at).toBeGreaterThan(before.data.updated_at);
    expect(after.data.email).toBe(owner.email);
  });

  it('answers what cannot be with 400 that names all of it', async () => {
    const { key } = await makeTenant(portico.em());
    const { status, body } = await update(key, { first_name: '', last_name: 1, email: 'x@example.com' });
    expect([status, body.details]).toEqual([
      400,
      [
        { path: 'email', message: 'is not a known property' },
        { path: 'first_name', message: 'must be 1 to 100 characters long' },
        { path: 'last_name', message: 'must be a string' },
      ],
    ]);
  });
});

describe('GET /users/self/roles', () => {
  it('answers the roles with their brands, without naming a brand', async () => {
    const em = portico.em();
    const { brand, owner, key } = await makeTenant(em);
    const other = await makeBrand(em);
    const office = await makeBrand(em, { parent: other });
    const role = await makeRole(em, { brand: office, user: owner });
    const { status, body } = await portico.api.get('/users/self/roles', { bearer: key });
    expect([status, body.info]).toEqual([200, { count: 2, total: 2 }]);
    expect(body.data[1]).toEqual({
      id: role.id,
      type: 'brand_role',
      role: role.role,
      acl: ['Admin', 'Marketing', 'Deals', 'CRM', 'Showings'],
      brand: (await portico.api.get(`/brands/${office.id}`)).body.data,
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      deleted_at: null,
    });
    expect(body.data[1].brand.parent.id).toBe(other.id);
    expect(body.data[0]).toMatchObject({ role: 'Owner', brand: { id: brand.id, parent: null } });
  });

  it('lets a key in whose own brand is gone, to find where else it can act', async () => {
    const em = portico.em();
    const { brand, owner, key } = await makeTenant(em);
    const child = await makeBrand(em, { parent: brand });
    const bearer = await makeKey(em, { brand: child, user: owner });
    expect((await portico.api.delete(`/brands/${child.id}`, { bearer: key })).status).toBe(204);
    expect((await portico.api.get('/contacts', { bearer })).status).toBe(404);
    const roles = await portico.api.get('/users/self/roles', { bearer });
    expect(roles.body.data.map((role: { brand: { id: string } }) => role.brand.id)).toEqual([brand.id]);
    expect((await portico.api.get('/users/self', { bearer })).status).toBe(200);
    const headers = { 'x-rechat-brand': child.id };
    expect((await portico.api.get('/users/self/roles', { bearer, headers })).status).toBe(404);
  });

  it('pages through them, and leaves out what is deleted', async () => {
    const em = portico.em();
    const { owner, key } = await makeTenant(em);
    for (let n = 0; n < 4; n++) await makeRole(em, { brand: await makeBrand(em), user: owner });
    const gone = await makeBrand(em);
    await makeRole(em, { brand: gone, user: owner });
    gone.deletedAt = 1_700_000_000;
    const ended = await makeRole(em, { brand: await makeBrand(em), user: owner });
    ended.deletedAt = 1_700_000_000;
    await em.flush();
    const page = async (query: string) =>
      (await portico.api.get(`/users/self/roles?${query}`, { bearer: key })).body;
    const ids = (await page('limit=100')).data.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(5);
    const { data, info } = await page('start=1&limit=2&order=-created_at');
    expect(data.map(({ id }: { id: string }) => id)).toEqual([ids[3], ids[2]]);
    expect(info).toEqual({ count: 2, total: 5 });
  });
});

describe('POST /users/password', () => {
  it('lets the invited user sign in, once', async () => {
    const { email, id, token, brand } = await invited();
    const password = unique('a good password');
    portico.keepSecret(password);
    const { status, body } = await setPassword(token, password);
    expect([status, body.data]).toEqual([
      200,
      {
        id,
        type: 'user',
        email,
        first_name: null,
        last_name: null,
        phone_number: null,
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        brand: brand.id,
      },
    ]);
    expect((await byPassword(portico, email, password)).body.data.id).toBe(id);

    const again = await setPassword(token, 'another good password');
    expect([again.status, again.body]).toEqual([401, NOT_GOOD]);
    expect((await byPassword(portico, email, password)).status).toBe(200);
  });

  it('ends the other invitations of the user, and those of nobody else', async () => {
    const { brand, role, key, email, token } = await invited();
    const other = await invited();
    const again = await portico.api.post(`/brands/${brand.id}/roles/${role.id}/members`, {
      bearer: key,
      body: { email },
    });
    portico.keepSecret(again.body.data.invitation);
    expect((await setPassword(again.body.data.invitation, unique('a good password'))).status).toBe(200);
    expect((await setPassword(token, unique('a good password'))).body).toEqual(NOT_GOOD);
    expect((await setPassword(other.token, unique('a good password'))).status).toBe(200);
  });

  it.each<[string, (token: string) => unknown]>([
    ['unknown', () => newInvitation()],
    ['right but for its end', (token) => `${token.slice(0, -1)}_`],
    ['expired', (token) => expire(token)],
    ['of a deleted user', (token) => orphan(token)],
  ])('says the same of one that is %s', async (_, change) => {
    const { token } = await invited();
    const sent = (await change(token)) ?? token;
    const { status, body } = await setPassword(sent, 'a good password');
    expect([status, body]).toEqual([401, NOT_GOOD]);
  });

  const expire = async (token: string): Promise<void> => {
    await portico.em().nativeUpdate(Invitation, { prefix: prefixOf(token) }, { expiresAt: 1_700_000_000 });
  };
  const orphan = async (token: string): Promise<void> => {
    const { user } = await portico.em().findOneOrFail(Invitation, { prefix: prefixOf(token) });
    await portico.em().nativeUpdate(User, { id: user.id }, { deletedAt: 1_700_000_000 });
  };

  it('expires after seven days', async () => {
    const { token } = await invited();
    const { createdAt, expiresAt } = await portico
      .em()
      .findOneOrFail(Invitation, { prefix: prefixOf(token) });
    expect(expiresAt - createdAt).toBeCloseTo(7 * 86_400, 0);
  });

  it('ends the tokens that the user had', async () => {
    const em = portico.em();
    const { owner, key } = await makeTenant(em);
    const before = await byPassword(portico, owner.email, await makePassword(em, owner));
    const bearer = before.body.access_token;
    expect((await portico.api.get('/users/self', { bearer })).status).toBe(200);
    const token = newInvitation();
    await invite(owner, token);
    expect((await setPassword(token, unique('a good password'))).status).toBe(200);
    expect((await portico.api.get('/users/self', { bearer })).status).toBe(401);
    expect((await portico.api.get('/users/self', { bearer: key })).status).toBe(200);
  });

  async function invite(user: User, token: string): Promise<void> {
    const em = portico.em();
    em.create(Invitation, {
      prefix: prefixOf(token),
      tokenHash: sha256(token),
      user: user.id,
      expiresAt: 4e9,
    });
    await em.flush();
  }

  it.each([
    [{}, ['token', 'password']],
    [{ token: 'x', password: 'x'.repeat(11) }, ['password']],
    [{ token: 'x', password: 'x'.repeat(1_001) }, ['password']],
    [{ token: 1, password: 2, more: 3 }, ['more', 'token', 'password']],
  ])('answers %j with 400 that names %j', async (body, paths) => {
    const { status, body: answer } = await portico.api.post('/users/password', { body });
    expect(status).toBe(400);
    expect(answer.details.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it('gives nothing to whoever has no role, but the password', async () => {
    const em = portico.em();
    const user = await makeUser(em);
    const token = newInvitation();
    await invite(user, token);
    expect((await setPassword(token, unique('a good password'))).body.data.brand).toBeNull();
  });
});

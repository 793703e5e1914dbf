import { randomUUID } from 'node:crypto';
import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { prefixOf, sha256 } from '../../src/secrets/secrets.js';
import { makeBrand, makeKey, makeTenant, type Tenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;
let tenant: Tenant;

beforeAll(async () => {
  portico = await startPortico();
});
beforeEach(async () => {
  tenant = await makeTenant(portico.em());
});
afterAll(() => portico.stop());

const create = async (body: object, { brand, key } = tenant) => {
  const answer = await portico.api.post(`/brands/${brand.id}/keys`, { bearer: key, body });
  if (answer.status === 200) portico.keepSecret(answer.body.data.secret);
  return answer;
};
const list = async (query = '') =>
  (await portico.api.get(`/brands/${tenant.brand.id}/keys${query}`, { bearer: tenant.key })).body;
const remove = (id: string, bearer = tenant.key) =>
  portico.api.delete(`/brands/${tenant.brand.id}/keys/${id}`, { bearer });
const names = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name);

describe('POST /brands/:brand/keys', () => {
  it('makes a key that acts for the caller, and shows it once', async () => {
    const expires_at = Math.floor(Date.now() / 1000) + 3_600.5;
    const { status, headers, body } = await create({ name: ' CI ', expires_at });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { secret } = body.data;
    expect(body).toEqual({
      code: 'OK',
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        type: 'secret_key',
        name: 'CI',
        brand: tenant.brand.id,
        prefix: prefixOf(secret),
        created_at: expect.any(Number),
        last_used_at: null,
        expires_at,
        secret: expect.stringMatching(/^sk_[\w-]{43}$/),
      },
    });
    const stored = await portico.em().findOneOrFail(SecretKey, { id: body.data.id });
    expect(Buffer.from(stored.secretHash)).toEqual(sha256(secret));

    const self = await portico.api.get('/users/self', { bearer: secret });
    expect(self.body.data).toMatchObject({ id: tenant.owner.id, brand: tenant.brand.id });
    const { secret: _, ...shown } = body.data;
    expect((await list('?order=-created_at')).data[0]).toEqual({
      ...shown,
      last_used_at: expect.any(Number),
    });
  });

  it('makes one in a brand below', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const { body } = await create({ name: 'Below' }, { ...tenant, brand: child });
    const self = await portico.api.get('/users/self', { bearer: body.data.secret });
    expect(self.body.data).toMatchObject({ id: tenant.owner.id, brand: child.id });
  });

  it.each([
    [{}, ['name']],
    [{ name: '  ' }, ['name']],
    [{ name: 'x'.repeat(256), expires_at: 1 }, ['name', 'expires_at']],
    [{ name: 'x', expires_at: 'tomorrow' }, ['expires_at']],
    [{ name: 'x', expires_at: 1e300 }, ['expires_at']],
    [{ name: 1, secret: 'sk_mine' }, ['secret', 'name']],
  ])('answers %j with 400 that names %j', async (body, paths) => {
    const { status, body: answer } = await create(body);
    expect(status).toBe(400);
    expect(answer.details.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it('refuses whoever has no role in the brand', async () => {
    const stranger = await makeTenant(portico.em());
    expect((await create({ name: 'x' }, { ...tenant, key: stranger.key })).status).toBe(403);
  });
});

describe('GET /brands/:brand/keys', () => {
  it('pages through those of the brand that are not deleted', async () => {
    for (const name of ['z', 'x', 'y']) await create({ name });
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    await create({ name: 'below' }, { ...tenant, brand: child });
    const { body } = await create({ name: 'gone' });
    await remove(body.data.id);
    const expired = { brand: tenant.brand, user: tenant.owner, expiresAt: 1_700_000_000 };
    await makeKey(portico.em(), expired);

    const all = await list('?limit=100');
    expect(all.info).toEqual({ count: 5, total: 5 });
    expect(names(all).slice(1, 4)).toEqual(['z', 'x', 'y']);
    expect(all.data[4].expires_at).toBe(1_700_000_000);
    expect(JSON.stringify(all)).not.toMatch(/secret"|sk_[\w-]{11}/);
    const page = await list('?start=1&limit=2&order=-name');
    expect([page.info, names(page)]).toEqual([{ count: 2, total: 5 }, ['y', 'x']]);
  });
});

describe('DELETE /brands/:brand/keys/:key', () => {
  it('ends the key at once', async () => {
    const { body } = await create({ name: 'x' });
    const { id, secret } = body.data;
    expect((await portico.api.get('/users/self', { bearer: secret })).status).toBe(200);
    const gone = await remove(id);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await portico.api.get('/users/self', { bearer: secret })).status).toBe(401);
    const again = await remove(id);
    expect(again.body).toEqual({
      code: 'ResourceNotFound',
      message: `SecretKey ${id} not found`,
      http: 404,
    });
  });

  it('knows no key of another brand, be it one below', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const { body } = await create({ name: 'below' }, { ...tenant, brand: child });
    const stranger = await makeTenant(portico.em());
    const theirs = await create({ name: 'theirs' }, stranger);
    for (const id of [body.data.id, theirs.body.data.id, randomUUID()]) {
      expect((await remove(id)).status).toBe(404);
    }
    expect((await remove(body.data.id, stranger.key)).status).toBe(403);
    expect((await portico.api.get('/users/self', { bearer: body.data.secret })).status).toBe(200);
    expect((await remove('x')).status).toBe(400);
  });
});

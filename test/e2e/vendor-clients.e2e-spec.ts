import { makeBrand, makePassword, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

/*
 * What existing clients of the reference's vendor send, in their order: only the base URL is new to them.
 */

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('a plugin of a web site', () => {
  it('connects a child brand with the token of the parent, and stays connected', async () => {
    const { brand: parent, owner } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent });
    const password = await makePassword(portico.em(), owner);
    portico.keepSecret(password);
    const ask = async (form: Record<string, string>) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const raw = new URLSearchParams({
        client_id: 'a-plugin',
        client_secret: 'of its own',
        ...form,
      }).toString();
      const { status, body } = await portico.api.post('/oauth2/token', { headers, raw });
      for (const secret of [body.access_token, body.refresh_token]) portico.keepSecret(secret as string);
      return { status, body: body as Record<string, string> };
    };

    const signedIn = await ask({ grant_type: 'password', username: owner.email, password });
    expect([signedIn.status, signedIn.body['brand']]).toEqual([200, parent.id]);
    const bearer = signedIn.body['access_token'] as string;
    const url = `/brands/${child.id}/portal`;
    expect((await portico.api.get(url, { bearer })).status).toBe(404);
    const made = await portico.api.put(url, { bearer });
    expect([made.status, typeof made.body.data.token]).toEqual([200, 'string']);

    const refreshed = await ask({
      grant_type: 'refresh_token',
      refresh_token: String(signedIn.body['refresh_token']),
    });
    const renewed = refreshed.body['access_token'] as string;
    const body = { hostname: `www.${child.id}.example.com`, is_default: true };
    const named = await portico.api.post(`${url}/hostnames`, { bearer: renewed, body });
    expect(named.body.data.hostnames).toEqual([body.hostname]);
    const found = await portico.api.get(`/portals/search?hostname=${body.hostname}`);
    expect(found.body.data.id).toBe(made.body.data.id);
  });
});

describe('a client that holds one key', () => {
  it('finds its brands, invites somebody, and makes and revokes keys', async () => {
    const { brand, key: bearer } = await makeTenant(portico.em());
    const roles = await portico.api.get('/users/self/roles', { bearer });
    expect(roles.body.data[0].brand.id).toBe(brand.id);
    const role = roles.body.data[0].id as string;

    const email = `colleague-${brand.id}@example.com`;
    const member = await portico.api.post(`/brands/${brand.id}/roles/${role}/members`, {
      bearer,
      body: { email },
    });
    const password = 'four words nobody guesses';
    const token = member.body.data.invitation as string;
    for (const secret of [password, token]) portico.keepSecret(secret);
    expect((await portico.api.post('/users/password', { body: { token, password } })).status).toBe(200);
    const body = { grant_type: 'password', username: email, password };
    const colleague = (await portico.api.post('/oauth2/token', { body })).body.access_token as string;
    portico.keepSecret(colleague);
    expect((await portico.api.get('/brands', { bearer: colleague })).body.data[0].id).toBe(brand.id);

    const made = await portico.api.post(`/brands/${brand.id}/keys`, {
      bearer: colleague,
      body: { name: 'CI' },
    });
    const { id, secret } = made.body.data as { id: string; secret: string };
    portico.keepSecret(secret);
    expect((await portico.api.get('/users/self', { bearer: secret })).body.data.email).toBe(email);
    expect((await portico.api.delete(`/brands/${brand.id}/keys/${id}`, { bearer })).status).toBe(204);
    expect((await portico.api.get('/users/self', { bearer: secret })).status).toBe(401);
  });
});

import { randomUUID } from 'node:crypto';
import { newSecretKey } from '../../src/secrets/secrets.js';
import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { makeKey, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeEach(async () => {
  portico = await startPortico({ RATE_LIMIT: '5/8', TRUST_PROXY: 'loopback' });
});
afterEach(() => portico.stop());

const from = (address: string, headers: Record<string, string> = {}) => ({
  headers: { 'x-forwarded-for': address, ...headers },
});

const search = (address: string, headers?: Record<string, string>) =>
  portico.api.get('/portals/search?hostname=nobody.example.com', from(address, headers));

async function statuses(times: number, call: () => Promise<{ status: number }>): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time++) found.push((await call()).status);
  return found;
}

const of = (count: number, status: number): number[] => Array<number>(count).fill(status);

/** A tenant with a portal, and calls with its credentials that are answered with 200 and 404. */
async function makeCalls() {
  const { brand, owner, key } = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand });
  for (const secret of [key, token]) portico.keepSecret(secret);
  const withKey = (address: string, headers: Record<string, string> = {}) =>
    portico.api.get(`/brands/${brand.id}/portal`, {
      bearer: key,
      ...from(address, { authorization: `Bearer ${key}`, ...headers }),
    });
  const withToken = (address: string, headers: Record<string, string> = {}) =>
    portico.api.get(
      `/portals/${portal.id}/contacts/${randomUUID()}/timeline`,
      from(address, { 'x-rechat-portal-token': token, ...headers }),
    );
  return { brand, owner, key, portal, token, withKey, withToken };
}

describe('the limit of requests', () => {
  it('counts by address where no token is sent, and says when to come back', async () => {
    expect(await statuses(6, () => search('192.0.2.1'))).toEqual([...of(5, 404), 429]);

    const refused = await search('192.0.2.1');
    expect(refused.body).toEqual({
      code: 'TooManyRequests',
      message: expect.stringMatching(/^Too many requests; try again in \d+ s$/),
      http: 429,
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await search('192.0.2.2')).status).toBe(404);
  });

  it('counts the first call of a good credential for its address, and the others for itself', async () => {
    const { withKey, withToken } = await makeCalls();
    expect(await statuses(10, () => withKey('192.0.2.1'))).toEqual([...of(9, 200), 429]);
    expect(await statuses(10, () => withToken('192.0.2.1'))).toEqual([...of(9, 404), 429]);
    // two calls proved a credential: the address has three left
    expect(await statuses(4, () => search('192.0.2.1'))).toEqual([...of(3, 404), 429]);
  });

  it('tells how much is left, of the address and then of the credential', async () => {
    const { withKey } = await makeCalls();
    const left = async () => {
      const { headers } = await withKey('192.0.2.1');
      return ['limit', 'remaining'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
    };
    expect([await left(), await left(), await left()]).toEqual([
      [5, 4],
      [8, 7],
      [8, 6],
    ]);
  });

  it.each<[string, () => Record<string, string>]>([
    ['another bearer each time', () => ({ authorization: `Bearer ${newSecretKey()}` })],
    ['another portal token each time', () => ({ 'x-rechat-portal-token': randomUUID() })],
    ['both', () => ({ authorization: `Bearer ${newSecretKey()}`, 'x-rechat-portal-token': randomUUID() })],
    ['no credential at all', () => ({ authorization: 'x', 'x-rechat-portal-token': 'x' })],
  ])('is that of the address for whoever makes up credentials: %s', async (_, headers) => {
    const { brand, portal } = await makeCalls();
    const paths = [
      ['/portals/search?hostname=nobody.example.com', 404],
      [`/brands/${brand.id}/portal`, 401],
      [`/portals/${portal.id}/config`, 401],
    ] as const;
    for (const [index, [path, status]] of paths.entries()) {
      const call = () => portico.api.get(path, from(`192.0.2.${index}`, headers()));
      expect(await statuses(7, call)).toEqual([...of(5, status), 429, 429]);
    }
  });

  it('is that of the key for whoever has a good one, whatever is sent along', async () => {
    const { withKey, withToken, token } = await makeCalls();
    await withKey('192.0.2.1');
    const junk = () => ({ 'x-rechat-portal-token': randomUUID() });
    expect(await statuses(4, () => withKey(`192.0.2.${Math.floor(Math.random() * 200)}`, junk()))).toEqual(
      of(4, 200),
    );
    await withToken('192.0.2.2');
    const goodToken = { 'x-rechat-portal-token': token };
    expect(await statuses(5, () => withKey('192.0.2.3', goodToken))).toEqual([...of(4, 200), 429]);
    expect((await withKey('192.0.2.4', junk())).status).toBe(429);
  });

  it('is that of the token for whoever has a good one, whatever is sent along', async () => {
    const { withToken, withKey, key, brand, owner } = await makeCalls();
    await withToken('192.0.2.1');
    const junk = () => ({ authorization: `Bearer ${newSecretKey()}` });
    expect(await statuses(3, () => withToken('192.0.2.2', junk()))).toEqual(of(3, 404));
    await withKey('192.0.2.3');
    const other = await makeKey(portico.em(), { brand, user: owner });
    await withKey('192.0.2.3', { authorization: `Bearer ${other}` });
    const good = [key, other];
    const call = () => withToken('192.0.2.4', { authorization: `Bearer ${good.reverse()[0]}` });
    expect(await statuses(6, call)).toEqual([...of(5, 404), 429]);
  });

  it('counts a credential that proved good on public routes too, and no other', async () => {
    const { withKey, key } = await makeCalls();
    const searchWithKey = () => search('192.0.2.1', { authorization: `Bearer ${key}` });
    expect(await statuses(4, searchWithKey)).toEqual(of(4, 404));
    await withKey('192.0.2.1');
    expect((await search('192.0.2.1')).status).toBe(429);
    expect(await statuses(9, searchWithKey)).toEqual([...of(8, 404), 429]);
  });

  it('no longer counts a credential by itself once that has been refused', async () => {
    const { withKey, brand } = await makeCalls();
    await withKey('192.0.2.1');
    await portico.em().nativeUpdate(SecretKey, { brand: brand.id }, { deletedAt: 1_700_000_000 });
    // one call counts for the key, and finds that it is revoked
    expect(await statuses(7, () => withKey('192.0.2.2'))).toEqual([...of(6, 401), 429]);
  });

  it('refuses with an answer that no cache may keep, where none may', async () => {
    const { withToken } = await makeCalls();
    for (let time = 0; time < 6; time++) await search('192.0.2.1');
    const { status, headers } = await withToken('192.0.2.1');
    expect([status, headers.get('cache-control')]).toEqual([429, 'no-store']);
  });

  it('is one for all addresses of an IPv6 network', async () => {
    let host = 1;
    const call = () => search(`2001:db8:1:2:${(host++).toString(16)}::1`);
    expect(await statuses(6, call)).toEqual([...of(5, 404), 429]);
    expect((await search('2001:db8:1:3::1')).status).toBe(404);
  });

  it('leaves health and metrics out', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect(await statuses(12, () => portico.api.get(path))).toEqual(of(12, 200));
    }
  });
});

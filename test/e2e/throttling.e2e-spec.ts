import { randomUUID } from 'node:crypto';
import { makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeEach(async () => {
  portico = await startPortico({ RATE_LIMIT: '5/8', TRUST_PROXY: 'loopback' });
});
afterEach(() => portico.stop());

const search = (address: string) =>
  portico.api.get('/portals/search?hostname=nobody.example.com', {
    headers: { 'x-forwarded-for': address },
  });

async function statuses(times: number, call: () => Promise<{ status: number }>): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time++) found.push((await call()).status);
  return found;
}

describe('the limit of requests', () => {
  it('counts by address where no token is sent, and says when to come back', async () => {
    expect(await statuses(6, () => search('192.0.2.1'))).toEqual([404, 404, 404, 404, 404, 429]);

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

  it('counts by token where one is sent, whatever its address', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const withKey = () => portico.api.get(`/brands/${brand.id}/portal`, { bearer: key });
    const withToken = () =>
      portico.api.get(`/portals/${portal.id}/contacts/${randomUUID()}/timeline`, { portalToken: token });

    expect(await statuses(9, withKey)).toEqual([...Array<number>(8).fill(200), 429]);
    expect(await statuses(9, withToken)).toEqual([...Array<number>(8).fill(404), 429]);
    expect((await search('192.0.2.3')).status).toBe(404);
  });

  it('leaves health and metrics out', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect(await statuses(12, () => portico.api.get(path))).toEqual(Array<number>(12).fill(200));
    }
  });
});

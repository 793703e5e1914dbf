import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { makePortal, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('GET /health', () => {
  it('says that the process lives and that the database can be reached', async () => {
    expect((await portico.api.get('/health/live')).body).toEqual({ status: 'ok' });
    const ready = await portico.api.get('/health/ready');
    expect({ status: ready.status, body: ready.body }).toEqual({
      status: 200,
      body: { status: 'ok', database: 'up', stopping: false },
    });
  });
});

describe('X-Forwarded-For', () => {
  const warnings = async (settings: Record<string, string>) => {
    const lines: string[] = [];
    const to = { write: (line: string) => lines.push(line) };
    const environment = { ...portico.environment, DATA_DIR: 'memory', ...settings };
    const app = await createApp(readConfig(environment), pino({ level: 'warn' }, to));
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/health/live`;
    await fetch(url);
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      await fetch(url, { headers: { 'x-forwarded-for': address } });
    }
    await app.close();
    return lines.filter((line) => line.includes('TRUST_PROXY'));
  };

  it('is warned of once while no proxy is trusted', async () => {
    const lines = await warnings({});
    expect(lines).toEqual([expect.stringContaining('X-Forwarded-For')]);
    expect(lines.join()).not.toContain('192.0.2.');
  });

  it('is no matter where one is', async () => {
    expect(await warnings({ TRUST_PROXY: 'loopback' })).toEqual([]);
  });
});

describe('GET /metrics', () => {
  it('counts requests by route, and names no hostname, id, contact or token', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const hostname = `${unique('measured')}.example.com`;
    const { portal, token } = await makePortal(portico.em(), { brand, hostnames: [hostname] });
    const contact = randomUUID();
    await portico.api.get(`/portals/search?hostname=${hostname}`);
    await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key });
    await portico.api.get(`/portals/${portal.id}/contacts/${contact}/timeline`, { portalToken: token });
    await portico.api.get(`/${hostname}/${contact}`);

    const { status, text, headers } = await portico.api.get('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/plain');
    const count = (labels: string) =>
      expect(text).toMatch(new RegExp(`^http_request_duration_seconds_count\\{${labels}\\} [1-9]`, 'm'));
    count('method="GET",route="/portals/search",status="200"');
    count('method="GET",route="/brands/:brand/portal",status="200"');
    count('method="GET",route="/portals/:id/contacts/:contact/timeline",status="404"');
    count('method="GET",route="unknown",status="404"');
    for (const secret of [hostname, brand.id, portal.id, contact, token, key]) {
      expect(text).not.toContain(secret);
    }
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    for (const label of ['hostname', 'contact', 'token', 'brand', 'portal'])
      expect(labels.has(label)).toBe(false);
  });
});

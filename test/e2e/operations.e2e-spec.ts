import { randomUUID } from 'node:crypto';
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

import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { makeBrand, makeTenant } from '../factories/factories.js';
import { logsFolder } from '../setup/paths.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('an unknown route', () => {
  it('is answered with 404 in the brand dialect', async () => {
    for (const path of [
      '/nowhere',
      '/v1x/portals',
      '/brand',
      '/api',
      '/portals/search/more',
      '/%F0%9F%8F%A0',
    ]) {
      const { status, body } = await portico.api.get(path);
      expect({ status, body }).toEqual({
        status: 404,
        body: { code: 'ResourceNotFound', message: `Route GET ${path} not found`, http: 404 },
      });
    }
  });

  it('is answered with 404 in the configuration dialect under /v1 and /api/v1', async () => {
    for (const path of ['/v1', '/v1/', '/v1/nowhere', '/api/v1/nowhere', '/api/v1/a/b/c']) {
      const { status, body } = await portico.api.get(path);
      expect({ status, body }).toEqual({
        status: 404,
        body: { code: 'NOT_FOUND', message: `Route GET ${path} not found` },
      });
    }
  });

  it('does not repeat the query, which may hold a secret', async () => {
    const { text } = await portico.api.get('/nowhere?token=hunter2');
    expect(text).not.toContain('hunter2');
  });
});

describe('a method that a route does not have', () => {
  it('is answered with 405 and the methods it has', async () => {
    const id = randomUUID();
    const cases: [method: string, path: string, allowed: string][] = [
      ['PATCH', `/brands/${id}`, 'DELETE, GET, HEAD, PUT'],
      ['DELETE', '/brands', 'GET, HEAD, POST'],
      ['POST', `/brands/${id}/portal`, 'GET, HEAD, PUT'],
      ['PUT', `/brands/${id}/portal/hostnames`, 'DELETE, POST'],
      ['POST', '/portals/search', 'GET, HEAD'],
      ['DELETE', '/health/live', 'GET, HEAD'],
    ];
    for (const [method, path, allowed] of cases) {
      const { status, body, headers } = await portico.api.call(method, path);
      expect({ path, status, allow: headers.get('allow') }).toEqual({ path, status: 405, allow: allowed });
      expect(body).toEqual({
        code: 'MethodNotAllowed',
        message: `${method} is not possible here; ${allowed} is`,
        http: 405,
      });
    }
  });

  it('takes HEAD for GET without a body, and says which methods there are to OPTIONS', async () => {
    const brand = await makeBrand(portico.em());
    const head = await portico.api.call('HEAD', `/brands/${brand.id}`);
    expect({ status: head.status, text: head.text }).toEqual({ status: 200, text: '' });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
    expect((await portico.api.call('HEAD', `/brands/${randomUUID()}`)).status).toBe(404);

    const options = await portico.api.call('OPTIONS', `/brands/${brand.id}`);
    expect(options.headers.get('allow')).toBe('DELETE, GET, HEAD, PUT');
  });
});

describe('every answer', () => {
  it('carries a request id of our own, or the one that was sent', async () => {
    const made = await portico.api.get('/nowhere');
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const sent = await portico.api.get('/health/live', { headers: { 'x-request-id': 'Client.id_1-2' } });
    expect(sent.headers.get('x-request-id')).toBe('Client.id_1-2');
  });

  it.each([['x'.repeat(65)], ['a b'], ['<script>'], [''], ['a,b'], ['\u00e9']])(
    'carries an id of our own in place of %s',
    async (id) => {
      const { headers } = await portico.api.get('/nowhere', { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );

  it('tells a browser to guess nothing, and nobody what serves it', async () => {
    for (const path of ['/nowhere', '/health/live']) {
      const { headers } = await portico.api.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.has('x-powered-by')).toBe(false);
    }
  });
});

describe('whoever looks at the errors', () => {
  it('sees the same answer for what is missing, deleted or of a gibberish id in all routes with a brand', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const unknown = randomUUID();
    expect((await portico.api.get(`/brands/${unknown}/portal`, { bearer: key })).body).toEqual({
      code: 'ResourceNotFound',
      message: `Brand ${unknown} not found`,
      http: 404,
    });
    expect((await portico.api.get('/brands/gibberish/portal', { bearer: key })).body).toEqual({
      code: 'Validation',
      message: 'brand must be a uuid',
      http: 400,
      details: [{ path: 'brand', message: 'must be a uuid' }],
    });
    await portico.em().nativeUpdate(Brand, { id: brand.id }, { deletedAt: 1_700_000_000 });
    expect((await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key })).status).toBe(404);
    expect((await portico.api.get(`/brands/${brand.id}`)).status).toBe(404);
  });

  it('takes an id in either case of letters', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const put = await portico.api.put(`/brands/${brand.id.toUpperCase()}/portal`, { bearer: key });
    expect(put.status).toBe(200);
    expect((await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key })).body.data.id).toBe(
      put.body.data.id,
    );
  });
});

describe('a fault of ours', () => {
  it('is told in general words, and in the log under the id of the request', async () => {
    const id = `fault-${randomUUID()}`;
    await portico.em().execute('alter table brands rename to brands_away');
    const { status, body, headers } = await portico.api.get(`/brands/${randomUUID()}`, {
      headers: { 'x-request-id': id },
    });
    await portico.em().execute('alter table brands_away rename to brands');

    expect({ status, body }).toEqual({
      status: 500,
      body: { code: 'Internal', message: 'Something went wrong on our side', http: 500 },
    });
    expect(headers.get('x-request-id')).toBe(id);
    const logs = readdirSync(logsFolder()).map((name) => readFileSync(join(logsFolder(), name), 'utf8'));
    const lines = logs
      .join('\n')
      .split('\n')
      .filter((line) => line.includes(`Request ${id}: `));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('brands');
  });
});

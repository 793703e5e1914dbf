import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from 'node:http';
import { SERVER_LIMITS } from '../../src/http/server/http-server.js';
import { makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { type RawAnswer, sendRaw } from '../setup/raw-http.js';

/** As in production, but for the waiting. */
const QUICK = { headersTimeout: 500, requestTimeout: 1_500, connectionsCheckingInterval: 100 };

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico({}, { ...SERVER_LIMITS, ...QUICK });
});
afterAll(() => portico.stop());

const serverOf = ({ app }: Portico): Server => app.getHttpServer();

/** What every refusal of the HTTP parser has, whatever it refuses. */
function expectRefusal({ status, headers, body }: RawAnswer, expected: number, code: string): void {
  expect({ status, body }).toMatchObject({ status: expected, body: { code, http: expected } });
  expect(body.message).toEqual(expect.stringMatching(/\S/));
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['connection']).toBe('close');
}

describe('the limits of a connection', () => {
  it('are those that the README promises', async () => {
    const unhurried = await startPortico();
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = serverOf(unhurried);
    await unhurried.stop();
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 72_000,
      maxConnections: 10_000,
    });
    expect(SERVER_LIMITS.connectionsCheckingInterval).toBeLessThanOrEqual(1_000);
  });

  it('end headers that come too slowly', async () => {
    const began = performance.now();
    expectRefusal(
      await sendRaw(portico.url, 'GET /health/live HTTP/1.1\r\nHost: x\r\n'),
      408,
      'RequestTimeout',
    );
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('end a body that comes too slowly, under the id and in the dialect of its request', async () => {
    const { key } = await makeTenant(portico.em());
    portico.keepSecret(key);
    const post = (path: string) =>
      sendRaw(
        portico.url,
        `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nX-Request-Id: slow-one\r\n` +
          'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name":',
      );
    const { status, headers, body } = await post('/brands');
    expect({ status, body }).toEqual({
      status: 408,
      body: { code: 'RequestTimeout', message: 'The request came too slowly', http: 408 },
    });
    expect(headers).toMatchObject({ 'x-request-id': 'slow-one', connection: 'close' });
    const v1 = await post('/api/v1/portal/create');
    expect({ status: v1.status, body: v1.body }).toEqual({
      status: 408,
      body: { message: 'The request came too slowly', code: 'TIMEOUT' },
    });
  });

  it('give nobody a second answer: a body that nothing reads is cut off behind the first', async () => {
    const bytes = 'POST /brands HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"name":';
    const [first, rest] = await everything(portico.url, bytes);
    expect(first).toContain('HTTP/1.1 401');
    expect(rest).toBeUndefined();
  });

  it('free 200 stalled connections, while others are served', async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, () => stalled(portico.url)));
    let open = sockets.length;
    for (const socket of sockets) socket.once('close', () => open--);
    let live = 0;
    while (open > 0) {
      expect((await portico.api.get('/health/live')).status).toBe(200);
      live++;
      await sleep(20);
    }
    expect(live).toBeGreaterThan(3);
  });

  it('leave one open that comes back with its next request', async () => {
    const slow = connect({ port: Number(new URL(portico.url).port), host: '127.0.0.1' });
    const get = () => {
      slow.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      return new Promise<string>((resolve) => slow.once('data', (data) => resolve(data.toString())));
    };
    expect(await get()).toContain('HTTP/1.1 200');
    await sleep(2_000);
    expect(await get()).toContain('HTTP/1.1 200');
    slow.destroy();
  });
});

describe('what the HTTP parser refuses', () => {
  const head = (line: string, ...headers: string[]) =>
    [`${line} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'Validation'],
    ['what TLS begins with', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'Validation'],
    ['an unknown method', head('BREW /brands'), 400, 'Validation'],
    ['no host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'Validation'],
    [
      'a header of 100,000 characters',
      head('GET /', `X: ${'x'.repeat(100_000)}`),
      431,
      'RequestHeaderFieldsTooLarge',
    ],
    ['a path of 100,000 characters', head(`GET /${'x'.repeat(100_000)}`), 431, 'RequestHeaderFieldsTooLarge'],
    [
      'an unknown expectation',
      head('GET /health/live', 'Expect: nonsense', 'Connection: close'),
      417,
      'ExpectationFailed',
    ],
  ])('%s is answered in our shape', async (_, bytes, status, code) => {
    expectRefusal(await sendRaw(portico.url, Buffer.from(bytes, 'latin1')), status, code);
  });

  it('chunk extensions without end are answered in our shape', async () => {
    const { key } = await makeTenant(portico.em());
    portico.keepSecret(key);
    const bytes =
      head('POST /brands', `Authorization: Bearer ${key}`, 'Transfer-Encoding: chunked') +
      `1;${'x'.repeat(20_000)}\r\n{`;
    expectRefusal(await sendRaw(portico.url, bytes), 413, 'PayloadTooLarge');
  });

  it('leaves the expectation that there is alone', async () => {
    const bytes = head('GET /health/live', 'Expect: 100-continue', 'Connection: close');
    expect((await everything(portico.url, bytes)).join('')).toMatch(/100 Continue[^]*200 OK/);
  });
});

/** A connection that began a request and says nothing more. */
function stalled(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(socket));
    socket.once('error', reject).resume();
    socket.write('POST /brands HTTP/1.1\r\nHost: x\r\n');
  });
}

/** All answers on one connection, until the server closes it. */
function everything(url: string, bytes: string): Promise<string[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setTimeout(15_000, () => socket.destroy(new Error('Not closed in 15 s')));
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.once('error', reject).once('close', () => resolve(text.split(/(?=HTTP\/1\.1 )/)));
    socket.write(bytes);
  });
}

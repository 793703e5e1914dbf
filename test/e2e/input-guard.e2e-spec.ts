import { randomUUID } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { makeOperator, makePortal, makeTenant, type Tenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { sendRaw } from '../setup/raw-http.js';

let portico: Portico;
let tenant: Tenant;

beforeAll(async () => {
  portico = await startPortico();
  tenant = await makeOperator(portico.em());
});
afterAll(() => portico.stop());

const MEGABYTE = 1024 * 1024;

const post = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
  portico.api.post('/brands', { bearer: tenant.key, raw, headers });

/** A brand whose `palette` is this JSON text. */
const withPalette = (json: string) => `{"name":"B","brand_type":"Team","palette":${json}}`;

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a body', () => {
  const bad: [string, string | Uint8Array][] = [
    ['JSON 3,000 deep', withPalette(nested(3_000))],
    ['JSON one deeper than the limit', withPalette(nested(64))],
    ['a million opening brackets', '['.repeat(1_000_000)],
    ['half a million nested arrays', withPalette(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)],
    ['50,001 values', withPalette(`{"a":[${'1,'.repeat(50_000)}1]}`)],
    ['an escaped NUL in a value', withPalette('{"a":"x\\u0000y"}')],
    ['an escaped NUL in a name', withPalette('{"x\\u0000y":1}')],
    ['a raw NUL in a value', withPalette('{"a":"x\0y"}')],
    ['a raw NUL behind it', '{"name":"B","brand_type":"Team"}\0'],
    ['half a surrogate pair', withPalette('{"a":"\\ud800"}')],
    ['the other half', withPalette('{"a":"\\udc00x"}')],
    ['half a surrogate pair in a name', withPalette('{"\\udfff":1}')],
    ['__proto__', '{"__proto__":{"isAdmin":true},"name":"B","brand_type":"Team"}'],
    ['__proto__ within free-form JSON', withPalette('{"a":{"__proto__":{"isAdmin":true}}}')],
    ['constructor', '{"constructor":{"prototype":{}},"name":"B","brand_type":"Team"}'],
    ['toString', '{"toString":1,"name":"B","brand_type":"Team"}'],
    ['a number past the range of a double', withPalette('{"a":1e999}')],
    ['a byte order mark', '\ufeff{"name":"B","brand_type":"Team"}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
    ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['UTF-16', Buffer.from('{"name":"B","brand_type":"Team"}', 'utf16le')],
    ['nothing at all', ''],
    ['white space', '  \n'],
    ['half of it', '{"name":"B",'],
    ['single quotes', "{'name':'B'}"],
    ['a comment', '{"name":"B","brand_type":"Team"}// really'],
    ['NaN', withPalette('{"a":NaN}')],
    ['two documents', '{"name":"B","brand_type":"Team"}{}'],
    ['an array', '[{"name":"B","brand_type":"Team"}]'],
    ['a string', '"brand"'],
    ['a number', '1'],
    ['null', 'null'],
    ['an unknown property', '{"name":"B","brand_type":"Team","colour":"red"}'],
    ['an empty name of a property', '{"":1,"name":"B","brand_type":"Team"}'],
  ];

  it.each(bad)('of %s is answered with 400', async (_, raw) => {
    const { status, body, headers } = await post(raw);
    expect(body).toEqual({
      code: 'Validation',
      message: expect.any(String),
      http: 400,
      details: expect.arrayContaining([{ path: expect.any(String), message: expect.any(String) }]),
    });
    expect(status).toBe(400);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.message).not.toMatch(/SyntaxError|position \d|at \w+ \(/);
  });

  it('leaves no trace of __proto__ in the process', () => {
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/jsonp'],
    ['json'],
    ['application/xml'],
    [';'],
  ])('of content type %s is answered with 400', async (type) => {
    const { status, body } = await post('{"name":"B","brand_type":"Team"}', { 'content-type': type });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'Validation' });
  });

  it('of no content type is answered with 400', async () => {
    const content = '{"name":"B","brand_type":"Team"}';
    const { status, body } = await sendRaw(
      portico.url,
      `POST /brands HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${tenant.key}\r\n` +
        `Content-Length: ${content.length}\r\n\r\n${content}`,
    );
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'Validation' });
  });

  it.each([
    ['application/json; charset=utf-8'],
    ['application/json;charset="UTF-8"'],
    ['application/vnd.x+json'],
  ])('of content type %s is read', async (type) => {
    expect((await post('{"name":"B","brand_type":"Team"}', { 'content-type': type })).status).toBe(200);
  });

  it('of another charset or an unknown encoding is answered with 415', async () => {
    const raw = '{"name":"B","brand_type":"Team"}';
    for (const [name, value] of [
      ['content-type', 'application/json; charset=utf-16'],
      ['content-encoding', 'compress'],
      ['content-encoding', 'zip-of-death'],
    ] as const) {
      const { status, body } = await post(raw, { [name]: value });
      expect({ value, status, code: body.code }).toEqual({
        value,
        status: 415,
        code: 'UnsupportedMediaType',
      });
    }
  });

  it('keeps what is free-form as it came', async () => {
    const palette = {
      constructor: 'a',
      toString: 1,
      hasOwnProperty: null,
      '': 'empty name',
      ключ: '\ud83c\udfe0',
      list: [[], {}, 0, -0.5, 1e21, 'x\ty', '\u0001'],
      deep: JSON.parse(nested(55)) as unknown,
    };
    const created = await portico.api.post('/brands', {
      bearer: tenant.key,
      body: { name: 'B', brand_type: 'Team', palette },
    });
    expect(created.status).toBe(200);
    const found = await portico.api.get(`/brands/${created.body.data.id}`);
    expect(found.body.data.palette).toEqual({ ...palette, type: 'brand_palette' });
  });

  it('is ignored, whatever it is, by a route that takes none', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const raw = Buffer.from([0xff, 0, 0x5b]);
    const put = await portico.api.put(`/brands/${brand.id}/portal`, {
      bearer: key,
      raw,
      headers: { 'content-type': 'image/png' },
    });
    expect(put.status).toBe(200);
  });
});

describe('a body over the limit', () => {
  const tooLarge = { code: 'PayloadTooLarge', message: 'The body is too large', http: 413 };

  const raw = ' '.repeat(MEGABYTE + 1);

  it('is answered with 413 in the dialect of the path', async () => {
    expect((await post(raw)).body).toEqual(tooLarge);
    const { key } = await makeTenant(portico.em());
    const v1 = await portico.api.post('/v1/portal/create', { bearer: key, raw });
    expect({ status: v1.status, body: v1.body }).toEqual({
      status: 413,
      body: { message: 'The body is too large', code: 'CONTENT_TOO_LARGE' },
    });
  });

  it('is read for nobody who may not come in, and where nothing takes it', async () => {
    expect((await portico.api.post('/brands', { raw })).status).toBe(401);
    expect((await portico.api.post('/nowhere', { raw })).status).toBe(404);
    const { brand, key } = await makeTenant(portico.em());
    expect((await portico.api.put(`/brands/${brand.id}/portal`, { bearer: key, raw })).status).toBe(200);
  });

  it('may be as long as the limit', async () => {
    const json = '{"name":"B","brand_type":"Team"}';
    expect((await post(json + ' '.repeat(MEGABYTE - json.length))).status).toBe(200);
  });

  it('cannot be smuggled in by compression', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * MEGABYTE, ' '), { level: 9 });
    expect(bomb.length).toBeLessThan(MEGABYTE);
    const { status, body } = await post(bomb, { 'content-encoding': 'gzip' });
    expect({ status, body }).toEqual({ status: 413, body: tooLarge });
  });

  it('does not mind compression as such, and refuses what is no such thing', async () => {
    const json = Buffer.from('{"name":"B","brand_type":"Team"}');
    expect((await post(gzipSync(json), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await post(brotliCompressSync(json), { 'content-encoding': 'br' })).status).toBe(200);
    const broken = await post('not gzip', { 'content-encoding': 'gzip' });
    expect({ status: broken.status, code: broken.body.code }).toEqual({ status: 400, code: 'Validation' });
  });

  it('sent without its length is cut off as well', async () => {
    const { key } = await makeTenant(portico.em());
    portico.keepSecret(key);
    const piece = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const { status, body } = await sendRaw(
      portico.url,
      `POST /brands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n` +
        `${piece.repeat(17)}0\r\n\r\n`,
    );
    expect({ status, body }).toEqual({ status: 413, body: tooLarge });
  });
});

describe('a request that is no proper HTTP', () => {
  const head = (line: string, ...headers: string[]) =>
    [`${line} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');

  it.each([
    ['a body that breaks off', head('POST /brands', 'Content-Length: 1000') + '{"name":'],
    ['a chunk that breaks off', head('POST /brands', 'Transfer-Encoding: chunked') + 'ff\r\n{"na'],
  ])('%s: 4xx or cut off, and the service goes on', async (_, bytes) => {
    const { status } = await sendRaw(portico.url, bytes, { thenEnd: true });
    // Node hangs up on the client that hung up
    expect(Number.isNaN(status) || (status >= 400 && status < 500)).toBe(true);
    expect((await portico.api.get('/health/live')).status).toBe(200);
  });

  it.each([
    ['a length that is no number', head('POST /brands', 'Content-Length: ten'), 400],
    ['two different lengths', head('POST /brands', 'Content-Length: 1', 'Content-Length: 2') + 'x', 400],
    [
      'a length and chunks',
      head('POST /brands', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
      400,
    ],
    ['an unknown method', head('BREW /brands'), 400],
    ['a header of 100,000 characters', head('GET /brands', `X-Long: ${'x'.repeat(100_000)}`), 431],
    ['a path of 100,000 characters', head(`GET /${'x'.repeat(100_000)}`), 431],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
  ])('%s', async (_, bytes, expected) => {
    expect((await sendRaw(portico.url, bytes)).status).toBe(expected);
  });
});

describe('a URL', () => {
  const id = randomUUID();

  it.each([
    ['a NUL', `/portals/search?hostname=abc%00def`, 400],
    ['a NUL in the path', `/brands/%00`, 400],
    ['a broken percent escape in the path', `/brands/%E0%A4%A`, 400],
    ['a lone percent sign in the path', `/brands/%`, 400],
    ['bytes in the path that are not UTF-8', `/brands/%ff%fe`, 400],
    ['a broken percent escape in the query', `/portals/search?hostname=%E0%A4%A`, 400],
    // a query that is no UTF-8 reads as replacement characters, which no hostname has
    ['bytes in the query that are not UTF-8', `/portals/search?hostname=%ff%fe%ff%fe%ff`, 404],
    ['a parameter given twice', `/portals/search?hostname=a.example.com&hostname=b.example.com`, 400],
    ['an encoded slash in an id', `/brands/${id}%2Fportal`, 400],
    ['brackets', `/portals/search?hostname[a]=example.com`, 400],
    ['an array', `/portals/search?hostname[]=example.com`, 400],
    ['__proto__ as a parameter', `/portals/search?__proto__[hostname]=example.com`, 400],
    ['a thousand parameters', `/portals/search?${'a=1&'.repeat(1_000)}hostname=x`, 400],
    ['a hostname of 10,000 characters', `/portals/search?hostname=${'a'.repeat(10_000)}`, 400],
    ['a hostname of 1,000 characters', `/portals/search?hostname=${'a'.repeat(1_000)}`, 404],
    ['an encoded line break', `/brands/${id}%0d%0aX-Evil:1`, 400],
    ['double slashes', `//brands//${id}`, 404],
    ['a path upwards', `/brands/..%2f..%2fetc%2fpasswd`, 400],
  ])('with %s', async (_, path, expected) => {
    const { status, body } = await sendRaw(
      portico.url,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect({ status, http: body.http }).toEqual({ status: expected, http: expected });
  });

  it('with a NUL or a broken escape is answered in the dialect of its path', async () => {
    for (const prefix of ['/v1', '/api/v1']) {
      for (const path of [`${prefix}/x?y=%00`, `${prefix}/%00`]) {
        const { status, body } = await portico.api.get(path);
        expect({ status, body }).toEqual({
          status: 400,
          body: { message: expect.any(String), code: 'BAD_REQUEST' },
        });
      }
    }
  });
});

describe('secrets in odd places', () => {
  it('are refused alike: a key that is no text, a token list', async () => {
    const { brand } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const { status } = await sendRaw(
      portico.url,
      `GET /portals/${portal.id}/contacts/${randomUUID()}/timeline HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
        `X-RECHAT-PORTAL-TOKEN: ${randomUUID()}\r\nX-RECHAT-PORTAL-TOKEN: ${token}\r\n\r\n`,
    );
    expect(status).toBe(401);
  });
});

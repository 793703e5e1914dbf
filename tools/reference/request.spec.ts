import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { Document, Route } from './openapi.ts';
import { curlCommand, rawRequest, shellQuoted } from './request.ts';

const document = {
  components: { securitySchemes: { token: { type: 'apiKey', name: 'X-Token' }, bearer: { type: 'http' } } },
} as unknown as Document;

const route: Route = {
  method: 'put',
  path: '/things/{id}',
  operation: {
    security: [{ bearer: [] }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { example: 'a/b' } },
      { name: 'q', in: 'query', required: true, example: "it's" },
      { name: 'more', in: 'query' },
    ],
    responses: {},
  },
};

describe('shellQuoted', () => {
  it('is one word for a shell, and the same text', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(texts, (drawn) => {
        const words = drawn.map((text) => text.replaceAll('\0', ''));
        const script = `printf '%s\\0' ${words.map(shellQuoted).join(' ')}`;
        expect(execFileSync('sh', ['-c', script]).toString()).toBe(words.map((word) => `${word}\0`).join(''));
      }),
      { numRuns: 50 },
    );
  });
});

describe('curlCommand', () => {
  it('names the method, the filled-in address, the credential and the body', () => {
    expect(curlCommand(document, route, { a: "it's" })).toBe(
      [
        `curl -X PUT 'http://127.0.0.1:3000/things/a%2Fb?q=it'\\''s' \\`,
        `  -H "Authorization: Bearer $KEY" \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -d '{\n  "a": "it'\\''s"\n}'`,
      ].join('\n'),
    );
  });

  it('leaves out what curl does by itself', () => {
    const get: Route = { method: 'get', path: '/things', operation: { responses: {} } };
    expect(curlCommand(document, get, undefined)).toBe(`curl 'http://127.0.0.1:3000/things'`);
    const post: Route = { ...get, method: 'post', operation: { security: [{ token: [] }], responses: {} } };
    expect(curlCommand(document, post, [])).toMatch(/^curl 'http[^]*-H "X-Token: \$TOKEN"[^]*-d '\[\]'$/);
    expect(curlCommand(document, post, undefined)).toMatch(/^curl -X POST 'http/);
  });
});

describe('rawRequest', () => {
  it('is what goes over the wire', () => {
    expect(rawRequest(document, route, {})).toBe(
      `PUT /things/a%2Fb?q=it's HTTP/1.1\nHost: 127.0.0.1:3000\nAuthorization: Bearer sk_…\n` +
        'Content-Type: application/json\n\n{}',
    );
  });
});

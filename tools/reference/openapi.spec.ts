import { type Document, examplesOf, exampleOf, type Operation, routesOf, type Schema } from './openapi.ts';
import { operationRow } from './operation.ts';
import { limits, typeOf } from './schema-words.ts';

const PORTAL = { $ref: '#/components/schemas/Portal' };

const words = (schema: Schema): string => typeOf(schema).text.replaceAll(/<[^>]*>/g, '');

/** A document with one operation, whose answer has `schema`. */
function documentWith(schema: Schema, operation: Partial<Operation> = {}): Document {
  const answer = { description: 'Done', content: { 'application/json': { schema } } };
  return {
    info: { title: 'Test', version: '1' },
    paths: { '/portal': { get: { operationId: 'get', responses: { 200: answer }, ...operation } } },
    components: {
      schemas: {
        Portal: { type: 'object', properties: { id: { type: 'string' } }, examples: [{ id: 'one' }] },
        Envelope: { properties: { code: { const: 'OK' } } },
        PortalResponse: {
          allOf: [{ $ref: '#/components/schemas/Envelope' }, { properties: { data: PORTAL } }],
        },
      },
    },
  };
}

const shown = (document: Document): string =>
  routesOf(document)
    .map((route) => operationRow(document, route).text)
    .join('')
    .replaceAll(/<[^>]*>/g, '');

describe('a type in words', () => {
  it.each<[string, Schema]>([
    ['string or null', { type: ['string', 'null'] }],
    ['string or null', { type: 'string', nullable: true }],
    ['Portal or null', { anyOf: [PORTAL, { type: 'null' }] }],
    ['Portal or null', { oneOf: [PORTAL, { enum: [null], nullable: true }] }],
    ['Portal', { allOf: [PORTAL], description: 'It' }],
    ['string or number', { type: ['string', 'number'] }],
    ['Portal[] or null', { type: ['array', 'null'], items: PORTAL }],
    ['uuid', { type: 'string', format: 'uuid' }],
    ['any', {}],
  ])('is %s', (expected, schema) => {
    expect(words(schema)).toBe(expected);
  });

  it('has limits, of which null is none', () => {
    expect(limits({ enum: ['a', 'b', null] })?.text).toContain(
      'one of <code>a</code>, <code>b</code></span>',
    );
    expect(limits({ const: 'OK' })?.text).toContain('always <code>OK</code>');
    expect(limits({ type: 'string', minLength: 5, maxLength: 5 })?.text).toContain('exactly 5 characters');
  });
});

describe('an answer', () => {
  it.each<[string, Schema]>([
    ['data is Portal.', { properties: { code: {}, data: PORTAL } }],
    ['data is Portal.', { $ref: '#/components/schemas/PortalResponse' }],
    ['The body is Portal.', PORTAL],
  ])('says that %s', (expected, schema) => {
    expect(shown(documentWith(schema))).toContain(expected);
  });
});

describe('examples', () => {
  it('are found beside the schema, and in it', () => {
    const document = documentWith(PORTAL);
    expect(examplesOf(document, { schema: PORTAL })).toEqual([{ value: { id: 'one' } }]);
    expect(examplesOf(document, { schema: PORTAL, example: 2 })).toEqual([{ value: 2 }]);
    expect(examplesOf(document, { examples: { three: { summary: 'Three', value: 3 } } })).toEqual([
      { summary: 'Three', value: 3 },
    ]);
    expect(examplesOf(document, { schema: {} })).toEqual([]);
    const parameter = { name: 'q', in: 'query' } as const;
    expect(exampleOf({ ...parameter, schema: { example: 'a' } })).toBe('a');
    expect(exampleOf({ ...parameter, schema: { examples: ['a'] } })).toBe('a');
    expect(exampleOf({ ...parameter, examples: { first: { value: 'a' } } })).toBe('a');
  });

  it('of streams are shown as they are', () => {
    const stream = { examples: { some: { summary: 'JSON lines', value: '{"id":1}\n{"id":2}\n' } } };
    const answer = { description: 'Done', content: { 'application/jsonl': stream } };
    expect(shown(documentWith({}, { responses: { 200: answer } }))).toContain(
      '{&quot;id&quot;:1}\n{&quot;id&quot;:2}',
    );
  });
});

describe('a description', () => {
  it('may hold blocks of code', () => {
    const description = 'As lines:\n\n```\n{"id": 1}\n{"id": 2}\n```\n\nAnd so on.';
    expect(shown(documentWith({}, { description }))).toContain('{&quot;id&quot;: 1}\n{&quot;id&quot;: 2}');
  });
});

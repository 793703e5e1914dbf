import { finishDocument } from './finish-document.js';
import type { Document, Operation, Schema } from './openapi-types.js';

const UUID: Schema = { type: 'string', format: 'uuid' };

function documentOf(
  paths: Document['paths'],
  schemas: Record<string, Schema> = {},
  tags: string[] = [],
): Document {
  return {
    openapi: '3.0.0',
    info: { title: 'T', version: '1' },
    tags: tags.map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http' }, unused: { type: 'apiKey' } } },
  };
}

const answering = (schema: Schema, example?: unknown): Operation => ({
  responses: { 200: { description: 'Done', content: { 'application/json': { schema, example } } } },
});

/** One schema, after it was finished. */
function finished(schema: Schema): Schema | undefined {
  const given = documentOf(
    { '/x': { get: answering({ $ref: '#/components/schemas/X' }) } },
    { X: schema, Y: { type: 'object' } },
  );
  return finishDocument(given).components.schemas['X'];
}

describe('schemas', () => {
  it('give a uuid its fixed length, also where only the comment names the format', () => {
    const limits = { minLength: 36, maxLength: 36 };
    expect(finished(UUID)).toEqual({ ...UUID, ...limits });
    expect(finished({ type: 'string', description: 'Id of it; uuid' })).toMatchObject({ ...UUID, ...limits });
    expect(finished({ type: 'array', items: { type: 'string' }, description: 'Ids; uuids' })?.items).toEqual({
      ...UUID,
      ...limits,
    });
    expect(finished({ type: 'string', description: 'No uuid at all' })).not.toHaveProperty('format');
  });

  it('have the limits of items on the items', () => {
    expect(finished({ type: 'array', maxItems: 3, maxLength: 9, items: { type: 'string' } })).toEqual({
      type: 'array',
      maxItems: 3,
      items: { type: 'string', maxLength: 9 },
    });
  });

  it('allow null among other schemas where they are nullable', () => {
    const reference = { $ref: '#/components/schemas/Y' };
    expect(finished({ nullable: true, type: 'object', allOf: [reference] })).toEqual({
      anyOf: [reference, { type: 'object', nullable: true, enum: [null] }],
    });
    expect(finished({ type: 'string', nullable: true })).toEqual({ type: 'string', nullable: true });
  });

  it('list their properties in the order of the example, the others after them', () => {
    const given = documentOf(
      { '/x': { get: answering({ $ref: '#/components/schemas/X' }, { id: 1, name: 'n' }) } },
      { X: { type: 'object', properties: { extra: {}, name: {}, id: {} } } },
    );
    const { properties } = finishDocument(given).components.schemas['X'] as Schema;
    expect(Object.keys(properties ?? {})).toEqual(['id', 'name', 'extra']);
  });

  it('are left out when nothing refers to them', () => {
    const given = documentOf(
      { '/x': { get: { ...answering({ $ref: '#/components/schemas/X' }), security: [{ bearer: [] }] } } },
      { X: { properties: { y: { $ref: '#/components/schemas/Y' } } }, Y: {}, Z: {} },
    );
    const { schemas, securitySchemes = {} } = finishDocument(given).components;
    expect(Object.keys(schemas)).toEqual(['X', 'Y']);
    expect(Object.keys(securitySchemes)).toEqual(['bearer']);
  });
});

describe('operations', () => {
  const finishedOperation = (operation: Operation, path = '/x', schemas: Record<string, Schema> = {}) =>
    finishDocument(documentOf({ [path]: { post: operation } }, schemas)).paths[path]?.post as Operation;

  it('are called by their heading, and lose what the plugin guessed', () => {
    const operation = finishedOperation({
      ...answering({}),
      summary: '',
      'x-heading': 'Make it',
      responses: { 200: { description: 'Done' }, 201: { description: '' } },
    });
    expect(operation.summary).toBe('Make it');
    expect(operation).not.toHaveProperty('x-heading');
    expect(Object.keys(operation.responses)).toEqual(['200']);
  });

  it('get an example of their body from its properties, unless a needed one has none', () => {
    const body = (properties: Record<string, Schema>) =>
      finishedOperation(
        {
          ...answering({}),
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/B' } } } },
        },
        '/x',
        { B: { type: 'object', required: ['a'], properties } },
      ).requestBody?.content['application/json']?.example;
    expect(body({ a: { example: 1 }, b: { example: 2 }, c: {} })).toEqual({ a: 1, b: 2 });
    expect(body({ a: {}, b: { example: 2 } })).toBeUndefined();
  });

  it('take the acting brand in a header where a bearer token is used and the path names no brand', () => {
    const names = (path: string, security: Operation['security']) =>
      (finishedOperation({ ...answering({}), security }, path).parameters ?? []).map(({ name }) => name);
    expect(names('/contacts', [{ bearer: [] }])).toEqual(['X-RECHAT-BRAND']);
    expect(names('/brands/{brand}/portal', [{ bearer: [] }])).toEqual([]);
    expect(names('/contacts', [{}])).toEqual([]);
  });

  it('name their own parameters in the errors they show', () => {
    const error = (http: number) => ({
      description: 'E',
      content: { 'application/json': { example: { code: 'C', message: 'M', http } } },
    });
    const { responses } = finishedOperation(
      {
        responses: { 200: { description: 'Done' }, 400: error(400), 404: error(404), 409: error(409) },
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { ...UUID, example: '1' } },
          { name: 'contact', in: 'path', required: true, schema: { ...UUID, example: '2' } },
        ],
      },
      '/portals/{id}/contacts/{contact}',
    );
    const message = (status: number) =>
      (responses[status]?.content?.['application/json']?.example as { message: string }).message;
    expect(message(400)).toBe('id is not a uuid');
    expect(message(404)).toBe('Contact 2 not found');
    expect(message(409)).toBe('M');
  });

  it('follow their groups, and groups without any are left out', () => {
    const of = (tag: string): Operation => ({ ...answering({}), tags: [tag] });
    const document = finishDocument(
      documentOf({ '/b': { get: of('B') }, '/a': { get: of('A') }, '/b2': { get: of('B') } }, {}, [
        'A',
        'None',
        'B',
      ]),
    );
    expect(document.tags?.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(Object.keys(document.paths)).toEqual(['/a', '/b', '/b2']);
  });
});

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { GROUPS } from '../../src/docs/groups.js';
import { type Document, examplesOf, type Route, routesOf, schemasOf } from '../setup/openapi-document.js';

const document = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as Document;
const schemas = schemasOf(document);
const routes = routesOf(document);

const named = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const offenders = (isOffender: (route: Route) => boolean) => routes.filter(isOffender).map(named);

describe('the committed OpenAPI document', () => {
  it('says the same as JSON and as YAML', () => {
    expect(parse(readFileSync('openapi/openapi.yaml', 'utf8'))).toEqual(document);
  });

  it('has its groups in order, and no operation outside of them', () => {
    const used = new Set(routes.flatMap(({ operation }) => operation.tags ?? ['none']));
    const expected = GROUPS.map(({ name }) => name).filter((name) => used.has(name));
    expect(document.tags?.map(({ name }) => name)).toEqual(expected);
    expect([...used].filter((name) => !expected.includes(name))).toEqual([]);
  });
});

describe('every schema', () => {
  it('has a description on every property', () => {
    const silent = schemas.filter(({ schema, named }) => named && !schema.description && !schema.$ref);
    expect(silent.map(({ where }) => where)).toEqual([]);
  });

  it('limits the length of every string, but of a body that is read as it comes in', () => {
    const endless = schemas.filter(
      ({ schema, where }) =>
        where !== 'POST /listings/import body' &&
        [schema.type].flat().includes('string') &&
        !schema.enum &&
        schema.format !== 'uuid' &&
        schema.maxLength === undefined,
    );
    expect(endless.map(({ where }) => where)).toEqual([]);
  });

  it('limits the number of items of every array, and describes the items', () => {
    const endless = schemas.filter(
      ({ schema }) =>
        [schema.type].flat().includes('array') && (schema.maxItems === undefined || !schema.items),
    );
    expect(endless.map(({ where }) => where)).toEqual([]);
  });
});

describe('every operation', () => {
  it('has one group, a heading, a description and a name of its own', () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(
      offenders(
        ({ operation: { summary, description, tags, operationId } }) =>
          !summary || !description || tags?.length !== 1 || !operationId,
      ),
    ).toEqual([]);
  });

  it('declares its parameters, each with a description and, where it is needed, an example', () => {
    const missing = offenders(({ path, operation }) => {
      const declared = (operation.parameters ?? []).filter(({ in: place }) => place === 'path');
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      return inPath.some((name) => !declared.some((parameter) => parameter.name === name));
    });
    expect(missing).toEqual([]);
    const bare = routes.flatMap((route) =>
      (route.operation.parameters ?? [])
        .filter(
          ({ description, required, example, schema }) =>
            !description || (required && (example ?? schema.example) === undefined),
        )
        .map(({ name }) => `${named(route)} ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it('has an example of its body and of its answer', () => {
    expect(
      offenders(({ operation: { requestBody } }) =>
        Object.values(requestBody?.content ?? {}).some((media) => examplesOf(media).length === 0),
      ),
    ).toEqual([]);
    expect(
      offenders(({ operation: { responses } }) => {
        const media = responses['200']?.content?.['application/json'];
        return responses['200'] ? media?.example === undefined : !responses['204'];
      }),
    ).toEqual([]);
  });

  it('names the errors it can answer with, each with an example', () => {
    const expected = (route: Route) => [
      '400',
      ...(route.operation.security?.some((scheme) => Object.keys(scheme).length > 0) ? ['401'] : []),
      ...(route.operation.requestBody ? ['413'] : []),
      '429',
      '500',
      '503',
    ];
    const missing = routes.flatMap((route) =>
      expected(route)
        .filter((status) => !route.operation.responses[status]?.content?.['application/json']?.example)
        .map((status) => `${named(route)} ${status}`),
    );
    expect(missing).toEqual([]);
  });
});

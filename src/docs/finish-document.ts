import { BEARER_SCHEME } from '../http/access/access.js';
import { HEADING } from '../http/openapi/operation.js';
import { nameErrors } from './error-examples.js';
import { finishSchemas } from './finish-schemas.js';
import {
  type Document,
  examplesOf,
  type Operation,
  type Parameter,
  resolve,
  routesOf,
  type Schema,
} from './openapi-types.js';
import { orderProperties } from './property-order.js';
import { unwrapped } from './unwrap.js';

const JSON_TYPE = 'application/json';

/** What Nest cannot know of the document, or puts in the wrong place. The document that was given stays as it was. */
export function finishDocument(given: Document): Document {
  const document = structuredClone(given);
  for (const { path, operation } of routesOf(document)) {
    nameOperation(operation);
    dropGuessedAnswers(operation);
    exemplifyBody(document, operation);
    addActingBrand(path, operation);
    nameErrors(path, operation);
  }
  finishSchemas(document);
  orderProperties(document);
  dropUnused(document);
  sortByGroup(document);
  return ordered(document);
}

function nameOperation(operation: Operation): void {
  const heading = operation[HEADING];
  if (typeof heading === 'string') operation.summary = heading;
  delete operation[HEADING];
  if (operation.description) operation.description = unwrapped(operation.description);
  for (const parameter of operation.parameters ?? []) {
    const { example, ...schema } = parameter.schema;
    if (example !== undefined) Object.assign(parameter, { schema, example });
  }
}

/** The plugin guesses an answer from the method, without a description; what the operation declares is right. */
function dropGuessedAnswers({ responses }: Operation): void {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const isDeclared = good.some(([, { description }]) => description !== '');
  for (const [status, { description }] of good)
    if (isDeclared && description === '') delete responses[status];
}

function exemplifyBody(document: Document, { requestBody }: Operation): void {
  const media = requestBody?.content[JSON_TYPE];
  if (!media?.schema || examplesOf(media).length > 0) return;
  const example = exampleOf(document, media.schema);
  if (example !== undefined) media.example = example;
}

/** An object of all properties that have an example; `undefined` where a required one has none. */
function exampleOf(document: Document, schema: Schema): unknown {
  const { properties = {}, required = [], example } = resolve(document, schema);
  if (example !== undefined) return example;
  const given = Object.entries(properties).filter(([, property]) => property.example !== undefined);
  const names = new Set(given.map(([name]) => name));
  if (required.some((name) => !names.has(name))) return undefined;
  return Object.fromEntries(given.map(([name, property]) => [name, property.example]));
}

const ACTING_BRAND: Parameter = {
  name: 'X-RECHAT-BRAND',
  in: 'header',
  required: false,
  description: "Id of the brand to act in; without it, the token's own brand acts",
  schema: { type: 'string', format: 'uuid' },
  example: '4c3970ea-d648-4b25-baa8-8f7af73f318c',
};

/** A bearer token acts in the brand of the path; where there is none, a header may name it. */
function addActingBrand(path: string, operation: Operation): void {
  const byBearer = operation.security?.some((scheme) => BEARER_SCHEME in scheme) ?? false;
  if (byBearer && !path.includes('{brand}')) {
    operation.parameters = [...(operation.parameters ?? []), structuredClone(ACTING_BRAND)];
  }
}

/** What no operation refers to, directly or through others, is not part of the API. */
function dropUnused(document: Document): void {
  const { schemas, securitySchemes = {} } = document.components;
  const used = new Set<string>();
  const visit = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name] ?? {});
    }
  };
  visit(document.paths);
  const schemes = new Set(
    routesOf(document).flatMap(({ operation }) => operation.security?.flatMap(Object.keys) ?? []),
  );
  document.components.schemas = pick(schemas, used);
  document.components.securitySchemes = pick(securitySchemes, schemes);
}

const pick = <Value>(members: Record<string, Value>, names: ReadonlySet<string>): Record<string, Value> =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));

/** Groups without operations are left out; paths follow the groups, and within a group the order of the handlers. */
function sortByGroup(document: Document): void {
  const used = new Set(routesOf(document).flatMap(({ operation }) => operation.tags ?? []));
  document.tags = (document.tags ?? []).filter(({ name }) => used.has(name));
  const places = new Map(document.tags.map(({ name }, index) => [name, index]));
  const placeOf = (path: string) => {
    const tags = Object.values(document.paths[path] ?? {}).flatMap((operation) => operation.tags ?? []);
    return Math.min(...tags.map((tag) => places.get(tag) ?? places.size));
  };
  document.paths = Object.fromEntries(
    Object.keys(document.paths)
      .sort((one, other) => placeOf(one) - placeOf(other))
      .map((path) => [path, document.paths[path] ?? {}]),
  );
}

/** In the order in which one reads it. */
function ordered(document: Document): Document {
  const { openapi, info, servers, tags, paths, components } = document;
  const operations = routesOf(document);
  for (const { path, method, operation } of operations) {
    const { tags: groups, summary, description, operationId, security, parameters, ...rest } = operation;
    const front = { tags: groups, summary, description, operationId, security };
    const item = document.paths[path];
    if (item) {
      item[method] = { ...front, ...(parameters?.length ? { parameters: sorted(parameters) } : {}), ...rest };
    }
  }
  const { contact: _contact, ...told } = info as Document['info'] & { contact?: object };
  return { openapi, info: told, servers, tags, paths, components };
}

const PLACES = ['path', 'query', 'header', 'cookie'];

/** Those of the path first; among those of the query, the ones that are needed. */
const sorted = (parameters: Parameter[]): Parameter[] =>
  parameters.toSorted(
    (one, other) =>
      PLACES.indexOf(one.in) - PLACES.indexOf(other.in) || Number(!!other.required) - Number(!!one.required),
  );

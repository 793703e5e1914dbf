import type { OpenAPIObject } from '@nestjs/swagger';

/*
 * Puts the document into the order in which people read it, and drops the empty `contact` that Nest writes. Nest lists operations by module,
 * the parameters of an operation last first, and the properties that have a decorator of Swagger's before the others.
 */

type Json = Record<string, unknown>;

interface Operation extends Json {
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Record<string, { readonly content?: Record<string, Media> }>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly value: unknown }>;
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  properties?: Record<string, Schema>;
}

export function arranged(given: OpenAPIObject): OpenAPIObject {
  const document = structuredClone(given);
  unwrap(document);
  const { openapi, info, servers, tags = [], components, ...more } = document;
  const { contact: _nobody, ...told } = info;
  const places = new Map(tags.map(({ name }, index) => [name, index]));
  const placeOf = (item: object) =>
    Math.min(...operationsOf(item).map(({ tags: [tag = ''] = [] }) => places.get(tag) ?? places.size));
  const paths = Object.entries(document.paths)
    .sort(([, one], [, other]) => placeOf(one) - placeOf(other))
    .map(([path, item]) => [
      path,
      mapValues(item as Json, (operation) => ordered(path, operation as Operation)),
    ]);
  const operations = paths.flatMap(([, item]) => operationsOf(item as object));
  orderProperties(operations, components?.schemas ?? {});
  return {
    openapi,
    info: told,
    servers,
    tags,
    ...more,
    paths: Object.fromEntries(paths) as never,
    components,
  };
}

const operationsOf = (item: object): Operation[] => Object.values(item) as Operation[];

function mapValues(object: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** Comments are wrapped to the width of the source; a page has a width of its own. */
function unwrap(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'description' || typeof value !== 'string') unwrap(value);
    else (node as Json)[key] = unwrapped(value);
  }
}

/** All but what is in a block of code, a list or a table. */
const unwrapped = (text: string): string =>
  text
    .split('```')
    .map((part, index) => (index % 2 ? part : part.replaceAll(/(?<!\n)\n(?![\n|*#-]|\d+\.|$)/g, ' ')))
    .join('```');

/** What it is comes first, then what it takes, then what it answers. */
function ordered(
  path: string,
  { operationId, tags, summary, description, security, ...rest }: Operation,
): object {
  const { parameters = [], ...more } = rest;
  const front = { tags, summary, description, operationId, security };
  return { ...front, ...(parameters.length > 0 && { parameters: sorted(path, parameters) }), ...more };
}

const PLACES = ['path', 'query', 'header'];

/** Those of the path in its order; of the query, those that are needed first. */
function sorted(path: string, parameters: readonly Parameter[]): Parameter[] {
  const rank = ({ in: place, name, required }: Parameter): number =>
    PLACES.indexOf(place) * 10_000 + (place === 'path' ? path.indexOf(`{${name}}`) : required ? 0 : 1);
  return parameters.toSorted((one, other) => rank(one) - rank(other));
}

/** The properties of a schema take the order of the first example that shows them. */
function orderProperties(operations: readonly Operation[], schemas: Record<string, Schema>): void {
  const seen = new Set<Schema>();
  const follow = (reference: Schema, example: unknown): void => {
    const { $ref } = reference.$ref ? reference : (reference.allOf?.[0] ?? reference.anyOf?.[0] ?? {});
    const schema = schemas[$ref?.split('/').at(-1) ?? ''] ?? reference;
    if (Array.isArray(example) && schema.items) follow(schema.items, example[0]);
    if (typeof example !== 'object' || example === null || !schema.properties) return;
    if (!seen.has(schema)) schema.properties = inOrder(schema.properties, Object.keys(example));
    seen.add(schema);
    for (const [name, value] of Object.entries(example)) {
      const property = schema.properties[name];
      if (property) follow(property, value);
    }
  };
  for (const { schema, example, examples = {} } of operations.flatMap(mediaOf)) {
    const shown = example === undefined ? Object.values(examples).map(({ value }) => value) : [example];
    for (const value of shown) if (schema) follow(schema, value);
  }
}

const mediaOf = ({ requestBody, responses }: Operation): Media[] =>
  [requestBody, responses['200']].flatMap((part) => Object.values(part?.content ?? {}));

/** The order stays as it is where it does not contradict `names`, which need not be all. */
function inOrder(properties: Record<string, Schema>, names: readonly string[]): Record<string, Schema> {
  const declared = Object.keys(properties);
  const known = names.filter((name) => name in properties);
  if (declared.filter((name) => known.includes(name)).join() === known.join()) return properties;
  const ordered = new Set([...known, ...declared]);
  return Object.fromEntries([...ordered].map((name) => [name, properties[name] as Schema]));
}

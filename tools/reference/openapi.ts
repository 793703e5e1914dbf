/** As much of an OpenAPI document, 3.0 or 3.1, as the pages look at. */
export interface Document {
  info: { title: string; version: string; description?: string };
  tags?: Tag[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes?: Record<string, SecurityScheme>;
  };
}

export interface Tag {
  name: string;
  description?: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
export type Method = (typeof METHODS)[number];
export type PathItem = Partial<Record<Method, Operation>> & { parameters?: Parameter[] };

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
}

interface Reference {
  $ref?: string;
}

export interface Body extends Reference {
  description?: string;
  content: Record<string, Media>;
}

export interface Answer extends Reference {
  description: string;
  content?: Record<string, Media>;
}

export interface Parameter extends Reference {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
  schema?: Schema;
}

export interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { summary?: string; value: unknown }>;
}

export interface SecurityScheme {
  type: string;
  name?: string;
  description?: string;
}

export interface Schema extends Reference {
  type?: string | string[];
  format?: string;
  description?: string;
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  /** 3.0's way to say that null is legal. */
  nullable?: boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** One operation, and where it is. */
export interface Route {
  path: string;
  method: Method;
  operation: Operation;
}

/** Every operation, in the order of the document, with nothing left to look up but schemas. */
export function routesOf(document: Document): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key): key is Method => METHODS.includes(key as Method))
      .map((method) => ({ path, method, operation: lookedUp(document, item, item[method] as Operation) })),
  );
}

function lookedUp(document: Document, item: PathItem, operation: Operation): Operation {
  const { requestBody, responses, parameters = [] } = operation;
  return {
    ...operation,
    parameters: [...(item.parameters ?? []), ...parameters].map((parameter) => follow(document, parameter)),
    ...(requestBody && { requestBody: follow(document, requestBody) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, answer]) => [status, follow(document, answer)]),
    ),
  };
}

/** What `part` refers to, or itself. */
function follow<Part extends Reference>(document: Document, part: Part): Part {
  if (part.$ref === undefined) return part;
  const found = part.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`${part.$ref} leads nowhere`);
  return found as Part;
}

/** `#/components/schemas/Portal` names `Portal`. */
export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** Whether `schema` is null and nothing else, in any of the ways to say so. */
export const isNull = ({ type, enum: values, const: value }: Schema): boolean =>
  type === 'null' || value === null || (values !== undefined && values.every((each) => each === null));

export const isNullable = (schema: Schema): boolean =>
  schema.nullable === true ||
  [schema.type].flat().includes('null') ||
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(isNull);

/** What `schema` refers to, if all it adds is a description or null. */
export function referenceOf({ $ref, allOf = [], anyOf = [], oneOf = [] }: Schema): string | undefined {
  const parts = [...allOf, ...anyOf, ...oneOf].filter((part) => !isNull(part));
  return $ref ?? (parts.length === 1 ? parts[0]?.$ref : undefined);
}

/** The schema that `schema` stands for, its parts put together. */
export function resolve(document: Document, schema: Schema): Schema {
  const ref = referenceOf(schema);
  if (ref !== undefined) return resolve(document, follow(document, { $ref: ref }));
  const parts = (schema.allOf ?? []).map((part) => resolve(document, part));
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map(({ properties }) => properties), schema.properties) as Record<
      string,
      Schema
    >,
    required: [...parts, schema].flatMap(({ required = [] }) => required),
  };
}

interface Example {
  summary?: string;
  value: unknown;
}

/** The examples of a body, beside its schema or in it. */
export function examplesOf(document: Document, { example, examples, schema }: Media): Example[] {
  if (example !== undefined) return [{ value: example }];
  if (examples) return Object.values(examples);
  const found = schema && exampleIn(schema, resolve(document, schema));
  return found === undefined ? [] : [{ value: found }];
}

const exampleIn = (...schemas: Schema[]): unknown =>
  schemas.flatMap(({ example, examples = [] }) => [example, ...examples]).find((each) => each !== undefined);

export function exampleOf({ example, examples = {}, schema = {} }: Parameter): unknown {
  const [first] = Object.values(examples);
  return example ?? first?.value ?? exampleIn(schema);
}

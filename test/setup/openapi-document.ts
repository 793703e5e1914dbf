/** As much of an OpenAPI 3.0 document as the steps that finish it and the pages that show it look at. */
export interface Document {
  openapi: string;
  info: { title: string; description?: string; version: string; license?: { name: string; url?: string } };
  servers?: { url: string; description?: string }[];
  tags?: Tag[];
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema>; securitySchemes?: Record<string, SecurityScheme> };
}

export interface Tag {
  name: string;
  description?: string;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';
export type PathItem = Partial<Record<Method, Operation>>;

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; description?: string; content: Record<string, Media> };
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
  [extension: `x-${string}`]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  example?: unknown;
  style?: string;
  explode?: boolean;
  schema: Schema;
}

export interface Answer {
  description: string;
  headers?: Record<string, { description?: string; schema: Schema }>;
  content?: Record<string, Media>;
}

export interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { summary?: string; description?: string; value: unknown }>;
}

/** The examples of a body, whichever way they are given. */
export const examplesOf = ({ example, examples = {} }: Media): { summary?: string; value: unknown }[] =>
  example === undefined ? Object.values(examples) : [{ value: example }];

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  nullable?: boolean;
  pattern?: string;
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

export interface SecurityScheme {
  type: string;
  name?: string;
  scheme?: string;
  description?: string;
}

/** One operation, and where it is. */
export interface Route {
  path: string;
  method: Method;
  operation: Operation;
}

/** Every operation, in the order of the document. */
export function routesOf(document: Document): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method as Method, operation })),
  );
}

/** A schema, and where it is: `PortalDto.hostnames[]`. */
export interface PlacedSchema {
  where: string;
  schema: Schema;
  /** Whether it is the value of a property or of a parameter, which a reader looks up. */
  named: boolean;
}

/** Every schema that the document spells out, each once; what is referred to is visited where it is defined. */
export function schemasOf(document: Document): PlacedSchema[] {
  const components = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
    within(name, schema, false),
  );
  const operations = routesOf(document).flatMap(({ path, method, operation }) => {
    const where = `${method.toUpperCase()} ${path}`;
    const parameters = (operation.parameters ?? []).flatMap(({ name, schema }) =>
      within(`${where} ${name}`, schema, false),
    );
    const answers = Object.entries(operation.responses).flatMap(
      ([status, { headers = {}, content = {} }]) => [
        ...Object.entries(headers).flatMap(([name, { schema }]) =>
          within(`${where} ${status} ${name}`, schema, false),
        ),
        ...inMedia(`${where} ${status}`, content),
      ],
    );
    return [...parameters, ...inMedia(`${where} body`, operation.requestBody?.content ?? {}), ...answers];
  });
  return [...components, ...operations];
}

function inMedia(where: string, content: Record<string, Media>): PlacedSchema[] {
  return Object.values(content).flatMap(({ schema }) => (schema ? within(where, schema, false) : []));
}

function within(where: string, schema: Schema, named: boolean): PlacedSchema[] {
  const { properties = {}, items, additionalProperties } = schema;
  const more = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return [
    { where, schema, named },
    ...Object.entries(properties).flatMap(([name, property]) => within(`${where}.${name}`, property, true)),
    ...(items ? within(`${where}[]`, items, false) : []),
    ...(more ? within(`${where}.*`, more, false) : []),
    ...[schema.allOf, schema.anyOf, schema.oneOf].flatMap((parts = []) =>
      parts.flatMap((part) => within(where, part, false)),
    ),
  ];
}

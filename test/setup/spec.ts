import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Answer } from './api.js';
import { fill } from './routes.js';

const document = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as OpenAPIObject;

const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(document, 'openapi');

const paths = Object.keys(document.paths)
  // a fixed segment wins over a parameter: `/portals/search` over `/portals/{id}`
  .sort((one, other) => one.split('{').length - other.split('{').length)
  .map((template) => ({
    template,
    pattern: new RegExp(
      `^${template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`,
    ),
  }));

const STREAMS = new Set(['application/jsonl', 'text/event-stream']);

const validators = new Map<string, ValidateFunction>();

/**
 * Throws unless the answer is one that the document promises for its operation: the status is listed, and the body
 * fits the schema. Calls of paths or methods that the document does not know are passed over.
 */
export function checkAgainstSpec(method: string, url: string, answer: Answer): void {
  const path = url.split('?', 1)[0] ?? '';
  const template = paths.find(({ pattern }) => pattern.test(path))?.template;
  const verb = method.toLowerCase();
  const operation =
    template &&
    (document.paths[template] as Record<string, { description: string; responses: object }>)[verb];
  if (!operation) return;
  const where = `${method} ${template} ${answer.status}`;
  const response = (operation.responses as Record<string, { content?: Record<string, unknown> }>)[
    answer.status
  ];
  if (!response) throw new Error(`${where} is not in the OpenAPI document: ${answer.text}`);
  if (!response.content) {
    if (answer.text !== '') throw new Error(`${where} should be empty: ${answer.text}`);
    return;
  }
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] as string;
  // streams are described in words: a generated client would else take a page for one of their lines
  if (STREAMS.has(type) && operation.description.includes(type)) return;
  if (!(type in response.content))
    throw new Error(`${where} is ${type}, not ${Object.keys(response.content).join()}`);
  if (type !== 'application/json') return;
  const validate = validatorFor([
    'paths',
    template,
    verb,
    'responses',
    String(answer.status),
    'content',
    type,
    'schema',
  ]);
  if (!validate(answer.body)) {
    throw new Error(
      `${where} is not what the OpenAPI document says: ${ajv.errorsText(validate.errors)}\n${answer.text}`,
    );
  }
}

function validatorFor(pointer: string[]): ValidateFunction {
  const ref = `openapi#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  const known = validators.get(ref) ?? ajv.compile({ $ref: ref });
  validators.set(ref, known);
  return known;
}

interface Operation {
  readonly parameters?: readonly DocumentedParameter[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, object>;
}

export interface DocumentedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema: { readonly example?: unknown };
}

/** The document's operation at a route with parameters as `:name`. */
function operationAt(method: string, path: string): Operation | undefined {
  const template = path.replaceAll(/:(\w+)/g, '{$1}');
  return (document.paths[template] as Record<string, Operation> | undefined)?.[method.toLowerCase()];
}

/** The schema of what an operation takes as its body, if it takes one. */
export const bodySchemaOf = (method: string, path: string, type = 'application/json'): object | undefined =>
  operationAt(method, path)?.requestBody?.content[type]?.schema;

/** What an operation takes in its path and its query. */
export const parametersOf = (method: string, path: string): readonly DocumentedParameter[] =>
  operationAt(method, path)?.parameters ?? [];

/** The URL of an operation with the examples of what it needs in path and query: it works on the demo data. */
export function exampleUrl(method: string, path: string): string {
  const needed = (where: 'path' | 'query'): Record<string, string> =>
    Object.fromEntries(
      parametersOf(method, path)
        .filter((parameter) => parameter.required && parameter.in === where)
        .map(({ name, example, schema }) => [name, String(example ?? schema.example)]),
    );
  const query = new URLSearchParams(needed('query')).toString();
  return fill(path, needed('path'), '') + (query === '' ? '' : `?${query}`);
}

/** The statuses that an operation can answer with. */
export const statusesOf = (method: string, path: string): number[] =>
  Object.keys(operationAt(method, path)?.responses ?? {}).map(Number);

/**
 * How many bytes an error can have by what the document says of it: as many details as are listed, each as long as its
 * path and message may be, three bytes a character.
 */
export function largestError(): number {
  const length = (schema: string, property: string): number => {
    const { maxLength = 0 } = (document.components?.schemas?.[schema] as Limits).properties[property] ?? {};
    return maxLength * 3;
  };
  const { maxItems = 0 } = (document.components?.schemas?.['ApiError'] as Limits).properties['details'] ?? {};
  return length('ApiError', 'message') + maxItems * (length('Fault', 'path') + length('Fault', 'message'));
}

interface Limits {
  readonly properties: Record<string, { readonly maxLength?: number; readonly maxItems?: number }>;
}

/** What a `$ref` of the document points to. */
export const resolveRef = (ref: string): object =>
  document.components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {};

interface Exemplified {
  readonly content?: Record<
    string,
    { readonly example?: unknown; readonly examples?: Record<string, { value: unknown }> }
  >;
}

const exampleIn = ({ content = {} }: Exemplified = {}): unknown => {
  const media = content['application/json'];
  return media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
};

/** What the document shows an operation to take and to answer; `undefined` where it shows nothing. */
export function examplesOf(method: string, path: string): { body?: unknown; answer?: unknown } {
  const template = path.replaceAll(/:(\w+)/g, '{$1}');
  const operation = (document.paths[template] as Record<string, object> | undefined)?.[method.toLowerCase()];
  const { requestBody, responses } = (operation ?? {}) as {
    requestBody?: Exemplified;
    responses?: Record<string, Exemplified>;
  };
  return { body: exampleIn(requestBody), answer: exampleIn(responses?.['200']) };
}

/** What the document says of the headers of an answer. */
export function headersOf(method: string, path: string, status: number): Record<string, { schema: object }> {
  const template = path.replaceAll(/:(\w+)/g, '{$1}');
  const operation = (document.paths[template] as Record<string, object> | undefined)?.[method.toLowerCase()];
  const { responses } = operation as {
    responses: Record<string, { headers?: Record<string, { schema: object }> }>;
  };
  return responses[status]?.headers ?? {};
}

import { ApiQuery, type ApiQueryOptions } from '@nestjs/swagger';
import type { Request } from 'express';
import { ValidationFailed } from '../errors/errors.js';
import type { StreamFormat } from '../response/streamed.js';
import { fromRequest } from './from-request.js';
import { uuid } from './path.js';
import { single, together } from './query.js';

const MAX_TAKE = 100;
const MAX_FILTERS = 20;
const MAX_FILTER_DEPTH = 32;
const MAX_FILTER_LENGTH = 1_024;

export type ListFormat = 'page' | StreamFormat;

/** A member of `meta` that has to have a value: the documents that contain one of these do. */
export type MetaFilter = readonly [asText: string, asTyped: string];

/** Which part of a list is asked for, and in what form. */
export interface ListQuery {
  readonly format: ListFormat;
  /** The last id that the client has. */
  readonly cursor?: string;
  readonly ascending: boolean;
  /** At most so many items in all; of a stream, all without it. */
  readonly take?: number;
  readonly meta: readonly MetaFilter[];
  readonly blueprintId?: string;
}

/**
 * Injects {@link ListQuery}.
 * @param options whether the list can be narrowed to what was made after one blueprint
 */
export const ListParameters = ({ byBlueprint = false } = {}): ParameterDecorator =>
  fromRequest(
    ({ query, headers }) => listQuery(query, headers.accept, byBlueprint),
    ...DOCUMENTED.map((query) => ApiQuery({ required: false, ...query })),
    ...(byBlueprint ? [ApiQuery(BLUEPRINT)] : []),
  );

const DOCUMENTED: readonly ApiQueryOptions[] = [
  {
    name: 'cursor',
    description: 'The `cursor` of the page before, or any id: the list goes on after it',
    schema: { type: 'string', format: 'uuid' },
  },
  {
    name: 'order',
    description: 'Newest or oldest first',
    schema: { type: 'string', enum: ['desc', 'asc'], default: 'desc' },
  },
  {
    name: 'take',
    description: `How many items a page has at most, up to ${MAX_TAKE}; of a stream, how many there are in all`,
    schema: { type: 'integer', minimum: 1, default: MAX_TAKE },
  },
  {
    name: 'meta',
    style: 'deepObject',
    explode: true,
    description:
      'What members of `meta` have to be: `meta[team]=ops`, or `meta.team=ops`. Dots nest; several all have to hold. A number, true or false matches the value and its text.',
    schema: {
      type: 'object',
      additionalProperties: { type: 'string', maxLength: MAX_FILTER_LENGTH },
      maxProperties: MAX_FILTERS,
      example: {},
    },
  },
];

const BLUEPRINT = {
  name: 'blueprintId',
  required: false,
  description: 'Only those of this blueprint',
  schema: { type: 'string', format: 'uuid' },
} as const;

/** @throws {ValidationFailed} */
function listQuery(query: Request['query'], accept: string | undefined, byBlueprint: boolean): ListQuery {
  const { take, ...read } = together({
    format: () => formatOf(accept),
    cursor: () => optionalUuid(query, 'cursor'),
    ascending: () => single(query, 'order') === 'asc',
    take: () => single(query, 'take'),
    meta: () => metaFilters(query),
    blueprintId: () => (byBlueprint ? optionalUuid(query, 'blueprintId') : undefined),
  });
  return { ...read, take: takeOf(take, read.format) };
}

function optionalUuid(query: Request['query'], name: string): string | undefined {
  const value = single(query, name);
  return value ? uuid(value, name) : undefined;
}

const FORMATS: Record<string, ListFormat> = {
  '': 'page',
  '*/*': 'page',
  'application/json': 'page',
  'application/jsonl': 'jsonl',
  'text/event-stream': 'events',
};

/** The first media type decides. */
function formatOf(accept = ''): ListFormat {
  const type = (accept.split(/[,;]/, 1)[0] ?? '').trim().toLowerCase();
  const format = Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
  if (format) return format;
  throw ValidationFailed.at(
    'Accept',
    'must be one of application/json, application/jsonl, text/event-stream',
  );
}

function takeOf(text: string | undefined, format: ListFormat): number | undefined {
  const given = Math.trunc(Number(text));
  const usable = text !== undefined && given >= 1;
  if (format === 'page') return usable ? Math.min(given, MAX_TAKE) : MAX_TAKE;
  return usable && Number.isSafeInteger(given) ? given : undefined;
}

/** `meta.team=ops` and `meta[team]=ops`; both nest. Empty values filter nothing. */
function metaFilters(query: Request['query']): MetaFilter[] {
  const filters = Object.entries(query)
    .filter(([key]) => /^meta[.[]/.test(key))
    .flatMap(([key, values]) => [values].flat().map((value) => [key, value] as const))
    .flatMap(([key, value]) => {
      const path = key
        .slice('meta'.length)
        .split(/[.[\]]+/)
        .filter((name) => name !== '');
      if (typeof value !== 'string' || value === '' || path.length === 0) return [];
      if (path.length > MAX_FILTER_DEPTH)
        throw ValidationFailed.at('meta', `must be nested at most ${MAX_FILTER_DEPTH} deep`);
      if (value.length > MAX_FILTER_LENGTH) {
        throw ValidationFailed.at('meta', `must have values of at most ${MAX_FILTER_LENGTH} characters`);
      }
      return [metaFilter(path, value)];
    });
  if (filters.length > MAX_FILTERS)
    throw ValidationFailed.at('meta', `must have at most ${MAX_FILTERS} filters`);
  return filters;
}

/** A number whose text PostgreSQL can take for one. */
const NUMBER = /^-?(0|[1-9]\d{0,99})(\.\d{1,99})?([eE][+-]?\d{1,2})?$/;

function metaFilter(path: readonly string[], value: string): MetaFilter {
  const within = (json: string) =>
    path.reduceRight((inner, name) => `{${JSON.stringify(name)}:${inner}}`, json);
  const isTyped = value === 'true' || value === 'false' || NUMBER.test(value);
  const text = within(JSON.stringify(value));
  return [text, isTyped ? within(value) : text];
}

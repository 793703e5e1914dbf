import { ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import { ValidationFailed } from '../errors/errors.js';
import { fromRequest } from './from-request.js';
import { single, together } from './query.js';

/** Which part of a list is asked for. */
export interface Paging {
  readonly start: number;
  readonly limit: number;
  /** One of the fields the endpoint lists, and its direction. */
  readonly order: { readonly field: string; readonly descending: boolean };
}

/** PostgreSQL's `offset` is a bigint; nobody pages this far. */
const START = { default: 0, minimum: 0, maximum: 1_000_000_000 } as const;
const LIMIT = { default: 10, minimum: 1, maximum: 100 } as const;

type Fields = readonly [string, ...string[]];

/**
 * Injects {@link Paging} from `start`, `limit` and `order`.
 * @param fields what the endpoint can be ordered by; the first is the default, a leading `-` reverses
 */
export const Paged = (fields: Fields): ParameterDecorator =>
  fromRequest(
    ({ query }) => paging(query, fields),
    ApiQuery({
      name: 'start',
      required: false,
      description: 'How many entities to skip',
      schema: { type: 'integer', ...START },
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      description: 'How many entities to answer with at most',
      schema: { type: 'integer', ...LIMIT },
    }),
    ApiQuery({
      name: 'order',
      required: false,
      description: 'What to order by; a leading `-` reverses',
      schema: {
        type: 'string',
        enum: fields.flatMap((field) => [field, reverse(field)]),
        default: fields[0],
      },
    }),
  );

const isDescending = (field: string): boolean => field.startsWith('-');
const reverse = (field: string): string => (isDescending(field) ? field.slice(1) : `-${field}`);

/** @throws {ValidationFailed} */
const paging = (query: Request['query'], fields: Fields): Paging =>
  together({
    start: () => integer(query, 'start', START),
    limit: () => integer(query, 'limit', LIMIT),
    order: () => order(query, fields),
  });

function integer(
  query: Request['query'],
  name: string,
  { default: fallback, minimum, maximum }: typeof START | typeof LIMIT,
): number {
  const text = single(query, name) ?? String(fallback);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw ValidationFailed.at(name, `must be a whole number from ${minimum} to ${maximum}`);
}

function order(query: Request['query'], fields: Fields): Paging['order'] {
  const asked = single(query, 'order') ?? fields[0];
  const descending = isDescending(asked);
  const field = descending ? reverse(asked) : asked;
  const known = fields.map((name) => (isDescending(name) ? reverse(name) : name));
  if (known.includes(field)) return { field, descending };
  throw ValidationFailed.at('order', `must be one of ${known.join(', ')}; a leading - reverses`);
}

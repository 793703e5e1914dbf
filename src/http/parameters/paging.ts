import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { type Fault, ValidationFailed } from '../errors/errors.js';
import { single } from './parameters.js';

export const DEFAULT_LIMIT = 10;
export const MAX_LIMIT = 100;
/** PostgreSQL's `offset` is a bigint; nobody pages this far. */
const MAX_START = 1_000_000_000;

/** Which part of a list is asked for. */
export interface Paging {
  readonly start: number;
  readonly limit: number;
  /** One of the fields the endpoint lists, and its direction. */
  readonly order: { readonly field: string; readonly descending: boolean };
}

/**
 * Injects {@link Paging} from `start`, `limit` and `order`.
 * @param fields what the endpoint can be ordered by; the first is the default, a leading `-` reverses
 */
export const Paged = createParamDecorator(
  (fields: readonly [string, ...string[]], context: ExecutionContext): Paging =>
    paging(context.switchToHttp().getRequest<Request>().query, fields),
);

/** @throws {ValidationFailed} */
export function paging(query: Request['query'], fields: readonly [string, ...string[]]): Paging {
  const faults: Fault[] = [];
  const integer = (name: string, fallback: number, lowest: number, highest: number) => {
    const text = single(query, name) ?? String(fallback);
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= lowest && value <= highest)) {
      faults.push({ path: name, message: `is not a whole number from ${lowest} to ${highest}` });
    }
    return value;
  };
  const start = integer('start', 0, 0, MAX_START);
  const limit = integer('limit', DEFAULT_LIMIT, 1, MAX_LIMIT);
  const order = single(query, 'order') ?? fields[0];
  const descending = order.startsWith('-');
  const field = descending ? order.slice(1) : order;
  const known = fields.map((name) => name.replace(/^-/, ''));
  if (!known.includes(field)) faults.push({ path: 'order', message: `is none of ${known.join(', ')}` });
  if (faults.length > 0) throw new ValidationFailed(faults);
  return { start, limit, order: { field, descending } };
}

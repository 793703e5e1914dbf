import { createParamDecorator, type ExecutionContext, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { Request } from 'express';
import { ValidationFailed } from '../errors/errors.js';
import { single, uuid } from './parameters.js';
import { stringify, toLine } from '../response/raw-json.js';

export const MAX_TAKE = 100;
const MAX_FILTERS = 20;
const MAX_FILTER_DEPTH = 32;

export type ListFormat = 'page' | 'jsonl' | 'events';

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

/** Injects {@link ListQuery}. */
export const ListQueryParameters = createParamDecorator(
  (_: unknown, context: ExecutionContext): ListQuery => {
    const request = context.switchToHttp().getRequest<Request>();
    return listQuery(request.query, request.headers.accept);
  },
);

/** @throws {ValidationFailed} */
export function listQuery(query: Request['query'], accept: string | undefined): ListQuery {
  const format = formatOf(accept);
  const cursor = single(query, 'cursor');
  const blueprintId = single(query, 'blueprintId');
  return {
    format,
    ...(cursor && { cursor: uuid(cursor, 'cursor') }),
    ascending: single(query, 'order') === 'asc',
    take: takeOf(single(query, 'take'), format),
    meta: metaFilters(query),
    ...(blueprintId && { blueprintId: uuid(blueprintId, 'blueprintId') }),
  };
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
  throw ValidationFailed.at('Accept', 'is none of application/json, application/jsonl, text/event-stream');
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
      if (path.length > MAX_FILTER_DEPTH) throw ValidationFailed.at('meta', 'is a path too deep');
      return [metaFilter(path, value)];
    });
  if (filters.length > MAX_FILTERS) throw ValidationFailed.at('meta', `has more than ${MAX_FILTERS} filters`);
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

const TYPES = { jsonl: 'application/jsonl', events: 'text/event-stream' } as const;

/**
 * Sends batches of items as they come, one write per batch, as fast as the client reads. The first batch is awaited
 * here: what fails before it can still be answered as an error. What fails later breaks the connection off.
 */
export async function streamed<Item>(
  batches: AsyncGenerator<readonly Item[]>,
  format: keyof typeof TYPES,
  toDto: (item: Item) => object,
): Promise<StreamableFile> {
  const first = await batches.next();
  const write = (items: readonly Item[]) =>
    items.map((item) => framed(toLine(stringify({ type: 'item', data: toDto(item) })), format)).join('');
  async function* writes(): AsyncGenerator<string> {
    for (let batch = first; !batch.done; batch = await batches.next()) yield write(batch.value);
  }
  return new StreamableFile(Readable.from(writes()), { type: TYPES[format] });
}

const framed = (line: string, format: keyof typeof TYPES): string =>
  format === 'jsonl' ? `${line}\n` : `data: ${line}\n\n`;

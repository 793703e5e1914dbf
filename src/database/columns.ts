import { p, Type } from '@mikro-orm/core';
import { v7 as uuidv7 } from 'uuid';

/**
 * A `timestamptz` that is read as epoch seconds with microseconds (`1778872279.349493`).
 * It never becomes a JavaScript `Date`, which would cut it to milliseconds.
 */
export class EpochColumn extends Type<number, number> {
  override convertToJSValueSQL(key: string): string {
    return `extract(epoch from ${key})::float8`;
  }

  override convertToDatabaseValueSQL(key: string): string {
    return `to_timestamp(${key}::float8)`;
  }

  /** What an insert gives back did not go through the SQL above: it is the text of a time. */
  override convertToJSValue(value: number | string | null): number {
    return typeof value === 'string' ? epochOf(value) : (value as number);
  }

  override getColumnType(): string {
    return 'timestamptz';
  }

  override get runtimeType(): string {
    return 'number';
  }
}

/** @param text as PostgreSQL writes a `timestamptz`, such as `2026-11-21 16:07:48.123456+00` */
function epochOf(text: string): number {
  const match = /^(\S+) ([\d:]+)(\.\d+)?([+-]\d\d)(:\d\d)?$/.exec(text);
  if (!match) throw new Error(`The database has to write times with the DateStyle ISO, not as ${text}`);
  const [, date, time, fraction = '', hours, minutes = ':00'] = match;
  return Number(`${Date.parse(`${date}T${time}${hours}${minutes}`) / 1000}${fraction}`);
}

/**
 * `json`, kept as the text that was sent: key order, number spelling and white space survive.
 * `jsonb` would keep none of the three.
 */
export class JsonTextColumn extends Type<string, string> {
  override convertToJSValueSQL(key: string): string {
    return `${key}::text`;
  }

  override getColumnType(): string {
    return 'json';
  }

  override get runtimeType(): string {
    return 'string';
  }
}

/** Ids are made here because PostgreSQL 15 cannot make a UUIDv7; within a process, `v7()` never makes a smaller one. */
export const idColumn = () =>
  p
    .uuid()
    .primary()
    .onCreate(() => uuidv7());

/** Without `runtimeType` the ORM would take the column type for it and make a `Date` of every assigned value. */
export const epoch = () => p.type(EpochColumn).runtimeType('number');

/** The three times every record carries. `updatedAt` is moved by the statement that changes the record. */
export const recordTimes = () => ({
  createdAt: epoch().defaultRaw('now()'),
  updatedAt: epoch().defaultRaw('now()'),
  deletedAt: epoch().nullable(),
});

/** How many bytes a free-form document of the configuration API may have. */
export const MAX_DOCUMENT_BYTES = 262_144;
/** How many values such a document may hold, containers included. */
export const MAX_DOCUMENT_NODES = 5_000;

/**
 * What the configuration API serves of everything. Long values are lazy: other reads do not carry them.
 * @param options the column that counts as `config` in an answer, or SQL for none
 */
export const configurable = ({ config }: { config: string }) => ({
  name: p.text().default(''),
  description: p.text().default('').lazy(),
  /** As sent, or as merged. */
  meta: p.type(JsonTextColumn).nullable().lazy(),
  /** What `meta` is searched by. */
  metaSearch: p.json<never>().generated('(searchable(meta)) stored').nullable().lazy(),
  /** How long the texts of an answer are, so that answers can be cut by bytes. */
  answerBytes: p.integer().generated(`(answer_bytes(description, ${config}, meta)) stored`).nullable().lazy(),
  /** Counts changes, whoever makes them; a trigger moves it. */
  version: p.integer().default(1),
});

/** Parts that are small enough could be merged into a document that is not; only the database sees the result. */
export const metaChecks = (table: string) => [
  { name: `${table}_meta_size`, expression: `octet_length(meta::text) <= ${MAX_DOCUMENT_BYTES}` },
  {
    name: `${table}_meta_nodes`,
    expression: `jsonb_array_length(jsonb_path_query_array(meta_search, 'strict $.**')) <= ${MAX_DOCUMENT_NODES}`,
  },
];

export const metaIndex = (table: string): string =>
  `create index ${table}_meta on ${table} using gin (meta_search jsonb_path_ops)`;

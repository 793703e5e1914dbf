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

  override convertToJSValue(value: number | string | null): number {
    return value === null ? (null as never) : Number(value);
  }

  override getColumnType(): string {
    return 'timestamptz';
  }

  override get runtimeType(): string {
    return 'number';
  }
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

/** Ids are made here, not by the database: UUIDv7 sorts by time, and PostgreSQL 15 cannot make it. */
export const newId = (): string => uuidv7();

export const idColumn = () => p.uuid().primary().onCreate(newId);

/** Without `runtimeType` the ORM would take the column type for it and make a `Date` of every assigned value. */
export const epoch = () => p.type(EpochColumn).runtimeType('number');

/** The three times every record carries. `updatedAt` is moved by the statement that changes the record. */
export const recordTimes = () => ({
  createdAt: epoch().defaultRaw('now()'),
  updatedAt: epoch().defaultRaw('now()'),
  deletedAt: epoch().nullable(),
});

import { validate as isUuid } from 'uuid';
import type { Sql } from '../../database/sql.js';
import type { ExpectedTags } from '../../http/parameters/if-match.js';
import { entityTagSql } from '../../http/response/entity-tag.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { mergedMeta } from './merged-meta.js';

/** What the rows of a table are, and which of them are in the scope of the brand `$1`; the table's alias is `t`. */
export interface ResourceTableDefinition {
  readonly name: string;
  readonly columns: string;
  /** A condition on `t`. */
  readonly inScope: string;
  /** The rows in scope such that they come by `key` from an index, up to and including a `where`. */
  readonly listed: string;
  readonly key: string;
  /** The column, beside the id, that rows can be referred to by. */
  readonly alias?: string;
}

export const RESOURCE_COLUMNS = `t.id, t.name, t.description, t.meta::text as meta, t.version,
  floor(extract(epoch from t.created_at) * 1000)::float8 as "createdAt",
  floor(extract(epoch from t.updated_at) * 1000)::float8 as "updatedAt"`;

export interface ResourceRow extends Versioned {
  readonly name: string;
  readonly description: string;
  /** JSON, as sent. */
  readonly meta: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Column values to write; `undefined` leaves a column as it is. `meta` is JSON to merge, or `null` to clear. */
export type Changes = Readonly<Record<string, string | null | undefined>>;

/** Said of both sides of a join: a planner carries over what is equal, not what is less. */
const beyond = (keys: readonly string[], ascending: boolean, cursor: string): string[] =>
  keys.map((key) => `${key} ${ascending ? '>' : '<'} ${cursor}`);

/** Rows per statement of a stream: what is in memory at once. */
const BATCH = 200;

/** Reads and changes the rows that one brand may see, one statement each. */
export class ResourceTable<Row extends ResourceRow> {
  constructor(
    private readonly sql: Sql,
    private readonly table: ResourceTableDefinition,
  ) {}

  /** @param reference an id, or an alias where the table has them */
  async find(brandId: string, reference: string): Promise<Row | undefined> {
    const { name, columns } = this.table;
    const [row] = await this.run<Row>(`select ${columns} from ${name} t where ${this.isOne(reference)}`, [
      brandId,
      reference,
    ]);
    return row;
  }

  /** The row's new version; `undefined` where there is no such row, or it has none of the `expected` tags. */
  async change(
    brandId: string,
    reference: string,
    changes: Changes,
    expected: ExpectedTags,
  ): Promise<Versioned | undefined> {
    const values: unknown[] = [brandId, reference, expected];
    const sets = Object.entries(changes).flatMap(([column, value]) => {
      if (value === undefined) return [];
      const parameter = `$${values.push(value)}`;
      return column === 'meta' && value !== null
        ? `meta = ${mergedMeta(parameter)}`
        : `${column} = ${parameter}`;
    });
    const { name } = this.table;
    const where = `where ${this.isOne(reference)} and ${IS_EXPECTED}`;
    const [row] = await this.run<Versioned>(
      sets.length === 0
        ? `select t.id, t.version from ${name} t ${where}`
        : `update ${name} t set ${sets.join(', ')}, updated_at = now() ${where} returning t.id, t.version`,
      values,
    );
    return row;
  }

  /** The id of what was removed; `undefined` as in {@link change}. */
  async remove(brandId: string, reference: string, expected: ExpectedTags): Promise<string | undefined> {
    const [row] = await this.run<{ id: string }>(
      `delete from ${this.table.name} t where ${this.isOne(reference)} and ${IS_EXPECTED} returning t.id`,
      [brandId, reference, expected],
    );
    return row?.id;
  }

  page(brandId: string, query: ListQuery, size: number): Promise<Row[]> {
    return this.run(...this.selection(brandId, query, size));
  }

  /** All that is listed, a batch at a time. Each goes on from the last row of the one before. May lag behind. */
  async *batches(brandId: string, query: ListQuery): AsyncGenerator<Row[], undefined> {
    let left = query.take ?? Number.POSITIVE_INFINITY;
    let { cursor } = query;
    while (left > 0) {
      const size = Math.min(BATCH, left);
      const [sql, values] = this.selection(brandId, { ...query, cursor }, size);
      const rows = await this.sql.runLagging<Row>({ sql }, values);
      if (rows.length > 0) yield rows;
      if (rows.length < size) return;
      left -= rows.length;
      cursor = rows.at(-1)?.id;
    }
  }

  private selection(brandId: string, query: ListQuery, size: number): [sql: string, values: unknown[]] {
    const values: unknown[] = [brandId];
    const add = (value: unknown) => `$${values.push(value)}`;
    const { columns, listed, key } = this.table;
    const { cursor, ascending, blueprintId, meta } = query;
    const conditions = [
      ...(cursor === undefined ? [] : beyond([...new Set([key, 't.id'])], ascending, add(cursor))),
      ...(blueprintId === undefined ? [] : [`t.blueprint_id = ${add(blueprintId)}`]),
      ...meta.map(
        (filter) => `(${filter.map((json) => `t.meta_search @> ${add(json)}::jsonb`).join(' or ')})`,
      ),
    ];
    const sql = `select ${columns} from ${[listed, ...conditions].join(' and ')}
      order by ${key} ${ascending ? 'asc' : 'desc'} limit ${add(size)}`;
    return [sql, values];
  }

  private isOne(reference: string): string {
    const { alias = 'id', inScope } = this.table;
    return `${isUuid(reference) ? 't.id = $2::uuid' : `t.${alias}::text = $2`} and ${inScope}`;
  }

  /** Not prepared under a name: which plan is best depends on the values. */
  private run<Result>(sql: string, values: readonly unknown[]): Promise<Result[]> {
    return this.sql.run<Result>({ sql }, values);
  }
}

const IS_EXPECTED = `($3::text[] is null or ${entityTagSql('t')} = any($3))`;

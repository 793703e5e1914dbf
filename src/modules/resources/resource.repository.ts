import { validate as isUuid } from 'uuid';
import type { Sql } from '../../database/sql.js';
import { NotFound } from '../../http/errors/errors.js';
import type { ExpectedTags } from '../../http/parameters/if-match.js';
import { entityTagSql, type Versioned } from '../../http/response/entity-tag.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { overfullMeta, ResourceChanged } from './resources.errors.js';

/** A table of what the configuration API serves; its alias is `t`. */
interface ResourceTable {
  readonly name: string;
  /** What messages call a row. */
  readonly model: string;
  /** What is read of a row, beside its times. */
  readonly columns: string;
  /** A condition on `t`: the row belongs to one of the brands of the array `$1`, or to one below it. */
  readonly inScope: string;
  /**
   * What to list from, with a `where` for the scope, such that an index gives the rows in the order of `key`.
   * @param brandId SQL for one of the brands of `$1`
   */
  readonly listed: (brandId: string) => string;
  /** `listed` is of that one brand, because the index is, and not of all in `$1`. */
  readonly listedByBrand?: boolean;
  readonly key: string;
  /** The column, beside the id, that rows can be referred to by, and the normal form of its values. */
  readonly alias?: { readonly column: string; normalize(reference: string): string };
}

/** Milliseconds are cut here, where times are exact: of a double, JavaScript could cut one too many. */
const TIMES = `floor(extract(epoch from t.created_at) * 1000)::float8 as "createdAt",
  floor(extract(epoch from t.updated_at) * 1000)::float8 as "updatedAt"`;

const IS_EXPECTED = `($3::text[] is null or ${entityTagSql('t')} = any($3))`;

/** Column values to write; `undefined` leaves a column as it is. `meta` is JSON to merge, or `null` to clear. */
export type Changes = Readonly<Record<string, string | null | undefined>>;

/**
 * SQL for the `meta` of a row `t` with the members of the JSON object `parameter` merged in: a null removes, a known
 * name keeps its place, a new one goes last. Values are carried over as text. Because it reads the row that is being
 * updated, two merges at the same moment both take effect.
 */
const mergedMeta = (parameter: string): string => `(
  select ('{' || coalesce(string_agg(to_json(member.name)::text || ':' || member.value, ',' order by member.place), '') || '}')::json
  from (
    select name, min(place) as place,
           (array_agg(value order by place desc))[1] as value, bool_or(removed) as removed
    from (
      select name, value::text as value, place, false as removed
      from json_each(coalesce(t.meta, '{}')) with ordinality as kept(name, value, place)
      union all
      select name, value::text, 1000000 + place, json_typeof(value) = 'null'
      from json_each(${parameter}::json) with ordinality as sent(name, value, place)
    ) as either
    group by name
  ) as member
  where not member.removed
)`;

/** The `set` of an update; what it sets is added to `values`. */
const assignments = (changes: Changes, values: unknown[]): string[] =>
  Object.entries(changes).flatMap(([column, value]) => {
    if (value === undefined) return [];
    const parameter = `$${values.push(value)}`;
    const merges = column === 'meta' && value !== null;
    return `${column} = ${merges ? mergedMeta(parameter) : parameter}`;
  });

/**
 * The rows beyond the cursor, as a condition on each of the columns that a join makes equal: PostgreSQL concludes from
 * one to the other where a value is equal, but not where it is less or greater.
 */
const beyond = (keys: readonly string[], ascending: boolean, cursor: string): string[] =>
  keys.map((key) => `${key} ${ascending ? '>' : '<'} ${cursor}`);

/** Each brand's rows come from the index in order, and no further than a page needs; these pages are then merged. */
const eachBrand = (ofBrand: (brandId: string) => string): string =>
  `select page.* from unnest($1::uuid[]) as brand(id) cross join lateral (${ofBrand('brand.id')}) as page`;

/** What a stream reads at a time: so many rows at most, of about so many bytes together. */
const ROWS_AT_A_TIME = 200;
const BATCH_BYTES = 256 * 1024;

/** About how many bytes a page has at most, unless it is one row that is longer. */
const PAGE_BYTES = 1024 * 1024;

/** Reads and changes the rows of some brands and of those below them, one statement each. No brand is below another. */
export class ResourceRepository<Row extends Versioned> {
  constructor(
    private readonly sql: Sql,
    private readonly table: ResourceTable,
  ) {}

  /**
   * @param reference an id, or an alias where the table has them
   * @throws {NotFound}
   */
  async get(brandIds: readonly string[], reference: string): Promise<Row> {
    const { name, columns, model } = this.table;
    const sql = `select ${columns}, ${TIMES} from ${name} t where ${this.isOne(reference)}`;
    const [row] = await this.run<Row>(sql, [brandIds, this.normalized(reference)]);
    if (!row) throw NotFound.of(model, reference);
    return row;
  }

  /**
   * Changes a row if it has one of the `expected` tags.
   * @throws {NotFound | ResourceChanged | ValidationFailed}
   */
  async change(
    brandIds: readonly string[],
    reference: string,
    changes: Changes,
    expected: ExpectedTags,
  ): Promise<Versioned> {
    const { name } = this.table;
    const values: unknown[] = [brandIds, this.normalized(reference), expected];
    const sets = assignments(changes, values);
    const where = `where ${this.isOne(reference)} and ${IS_EXPECTED}`;
    const sql =
      sets.length === 0
        ? `select t.id, t.version from ${name} t ${where}`
        : `update ${name} t set ${sets.join(', ')}, updated_at = now() ${where} returning t.id, t.version`;
    const [row] = await this.run<Versioned>(sql, values).catch((error: unknown) => {
      throw overfullMeta(error, name);
    });
    return row ?? this.refuse(brandIds, reference);
  }

  /**
   * Removes a row if it has one of the `expected` tags.
   * @throws {NotFound | ResourceChanged}
   */
  async remove(brandIds: readonly string[], reference: string, expected: ExpectedTags): Promise<string> {
    const [row] = await this.run<{ id: string }>(
      `delete from ${this.table.name} t where ${this.isOne(reference)} and ${IS_EXPECTED} returning t.id`,
      [brandIds, this.normalized(reference), expected],
    );
    return row?.id ?? this.refuse(brandIds, reference);
  }

  /** The first of what is listed: as many as were asked for, or fewer where they are long. */
  page(brandIds: readonly string[], query: ListQuery): Promise<Row[]> {
    return this.run(...this.selection(brandIds, query, query.take ?? 0, PAGE_BYTES));
  }

  /** All that is listed, some at a time; each read goes on after the last row of the one before. May lag behind. */
  async *stream(brandIds: readonly string[], query: ListQuery): AsyncGenerator<Row[], undefined> {
    let left = query.take ?? Number.POSITIVE_INFINITY;
    let { cursor } = query;
    while (left > 0) {
      const size = Math.min(ROWS_AT_A_TIME, left);
      const [sql, values] = this.selection(brandIds, { ...query, cursor }, size, BATCH_BYTES);
      const rows = await this.sql.runLagging<Row>({ sql }, values);
      if (rows.length === 0) return;
      yield rows;
      left -= rows.length;
      cursor = rows.at(-1)?.id;
    }
  }

  /**
   * At most `size` rows of at most so many bytes, or a longer one alone. The rows are found first, and then weighed: what
   * they hold is only unpacked of those that are answered.
   */
  private selection(
    brandIds: readonly string[],
    query: ListQuery,
    size: number,
    bytes: number,
  ): [sql: string, values: unknown[]] {
    const values: unknown[] = [brandIds];
    const add = (value: unknown) => `$${values.push(value)}`;
    const { columns, listed, listedByBrand, key } = this.table;
    const { cursor, ascending, blueprintId, meta } = query;
    const direction = ascending ? 'asc' : 'desc';
    const conditions = [
      ...(cursor === undefined ? [] : beyond([...new Set([key, 't.id'])], ascending, add(cursor))),
      ...(blueprintId === undefined ? [] : [`t.blueprint_id = ${add(blueprintId)}`]),
      ...meta.map(
        (filter) => `(${filter.map((json) => `t.meta_search @> ${add(json)}::jsonb`).join(' or ')})`,
      ),
    ];
    const limit = add(size);
    const ofBrand = (brandId: string) =>
      `select t.* from ${[listed(brandId), ...conditions].join(' and ')} order by ${key} ${direction} limit ${limit}`;
    const found =
      brandIds.length === 1 || !listedByBrand
        ? ofBrand('($1::uuid[])[1]')
        : `${eachBrand(ofBrand)} order by page.id ${direction} limit ${limit}`;
    const weighed = `select t.*, sum(t.answer_bytes) over (order by t.id ${direction} rows unbounded preceding) as bytes
      from (${found}) t`;
    const sql = `select ${columns}, ${TIMES} from (${weighed}) t
      where t.bytes <= ${add(bytes)} or t.bytes = t.answer_bytes order by t.id ${direction}`;
    return [sql, values];
  }

  private isOne(reference: string): string {
    const { alias, inScope } = this.table;
    const column = isUuid(this.normalized(reference))
      ? 't.id = $2::uuid'
      : `t.${alias?.column ?? 'id'}::text = $2`;
    return `${column} and ${inScope}`;
  }

  private normalized(reference: string): string {
    return this.table.alias?.normalize(reference) ?? reference;
  }

  /** Tells why nothing was changed. */
  private async refuse(brandIds: readonly string[], reference: string): Promise<never> {
    await this.get(brandIds, reference);
    throw new ResourceChanged(this.table.model, reference);
  }

  /** Not prepared under a name: which plan is best depends on the values. */
  private run<Result>(sql: string, values: readonly unknown[]): Promise<Result[]> {
    return this.sql.run<Result>({ sql }, values);
  }
}

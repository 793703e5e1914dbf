import { shortStatement, type Statement } from '../../database/statement.js';
import type { Paging } from '../../http/parameters/paging.js';
import { rootBrandSql } from '../brands/root-brand.js';
import { ownSql } from '../brands/tenant-scope.js';
import { Page } from '../../http/response/page.js';
import { IS_CALLING_PORTAL } from '../portals/calling-portal.js';
import { LISTING, type ListingRow } from './listing-row.js';

const ROOT = `select ${rootBrandSql('b')} as id from brands b`;

/** SQL: the tenant of the brand `$1`, which is its root brand. */
export const TENANT_OF_BRAND = `${ROOT} where b.id = $1::uuid`;

/** SQL: the tenant of the portal `$1` with the token of hash `$2`; no row where that is not its token. */
export const TENANT_OF_PORTAL = `${ROOT} join portals p on p.brand_id = b.id where ${IS_CALLING_PORTAL}`;

interface Tenant {
  readonly id: string;
}

/** Asked before a search, and not within it: how PostgreSQL goes about it depends on how much the tenant has. */
export const FIND_TENANT_OF_BRAND = shortStatement<Tenant>('tenant_of_brand', TENANT_OF_BRAND);
export const FIND_TENANT_OF_PORTAL = shortStatement<Tenant>('tenant_of_portal', TENANT_OF_PORTAL);

/** The row that says that the caller may ask, and that there is no listing. */
export type NoListing = { readonly [Name in keyof ListingRow]: null };

/** A listing of a page, or none, beside how many match in all. */
export type ListingOnPage = (ListingRow | NoListing) & { readonly total: number };

/** A statement, and the values of its parameters. */
export interface Asked<Row> {
  readonly statement: Statement<Row>;
  readonly values: readonly unknown[];
}

/** What has to hold of the listing `l`, and the values that it names as parameters. */
export class Conditions {
  readonly values: unknown[];
  private readonly conditions: string[] = [];

  constructor(tenantId: string) {
    this.values = [tenantId];
  }

  /** @param condition given the parameter */
  add(condition: (parameter: string) => string, value: unknown): void {
    this.conditions.push(condition(this.parameter(value)));
  }

  /** The name of a new parameter with this value. */
  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get sql(): string {
    return [ownSql('l', '$1::uuid'), ...this.conditions].join(' and ');
  }
}

/** In both directions the ids tell equals apart, and what has no price comes last; each has an index. */
const ORDERS: Readonly<Record<string, readonly [up: string, down: string]>> = {
  created_at: ['l.created_at, l.id', 'l.created_at desc, l.id desc'],
  updated_at: ['l.updated_at, l.id', 'l.updated_at desc, l.id desc'],
  price: ['l.price, l.id', 'l.price desc nulls last, l.id desc'],
};

/**
 * A page of the listings of a tenant; all that match are counted. Neither this nor the next one has a name, so that
 * PostgreSQL plans it for its values: which index is best depends on them.
 */
function pageOfListings(where: Conditions, { start, limit, order }: Paging): Asked<ListingOnPage> {
  const inOrder = orderBy(order);
  const sql = `select counted.total, ${LISTING.of('l')}
    from (select count(*)::int as total from listings l where ${where.sql}) counted
    left join (
      select * from listings l where ${where.sql}
      order by ${inOrder} limit ${where.parameter(limit)}::int offset ${where.parameter(start)}::int
    ) l on true
    order by ${inOrder}`;
  return { statement: { sql }, values: where.values };
}

/** The same, but that no more than so many are counted: these are found once, for the page and for the count. */
export function pageOfMatches(
  where: Conditions,
  { start, limit, order }: Paging,
  most: number,
): Asked<ListingOnPage> {
  const inOrder = orderBy(order);
  const found = where.parameter(Math.max(most, start + limit));
  const sql = `with matches as materialized (
      select l.id, row_number() over (order by ${inOrder}) as place
      from listings l where ${where.sql} order by ${inOrder} limit ${found}::int
    )
    select counted.total, ${LISTING.of('l')}
    from (select least(count(*), ${most})::int as total from matches) counted
    left join (matches m join listings l on l.id = m.id)
      on m.place > ${where.parameter(start)}::int and m.place <= ${where.parameter(start + limit)}::int
    order by m.place`;
  return { statement: { sql }, values: where.values };
}

function orderBy({ field, descending }: Paging['order']): string {
  const [up, down] = ORDERS[field] as (typeof ORDERS)[string];
  return descending ? down : up;
}

/** The page that its rows make; each of them says how many there are in all. */
export const pageOf = (rows: readonly ListingOnPage[]): Page<ListingRow> =>
  new Page(
    rows.filter((row): row is ListingRow & ListingOnPage => row.id !== null),
    rows[0]?.total ?? 0,
  );

/** What a list is narrowed to. */
export interface ListingFilter {
  readonly status?: string;
  readonly mls?: string;
  /** Epoch seconds. */
  readonly updatedSince?: number;
}

/** A page of the live listings of a tenant; all that match are counted. */
export function listingsOfTenant(
  tenantId: string,
  filter: ListingFilter,
  paging: Paging,
): Asked<ListingOnPage> {
  const { status, mls, updatedSince } = filter;
  const where = new Conditions(tenantId);
  if (status !== undefined) where.add((value) => `lower(l.status) = lower(${value}::text)`, status);
  if (mls !== undefined) where.add((value) => `lower(l.mls) = lower(${value}::text)`, mls);
  if (updatedSince !== undefined) {
    where.add((value) => `l.updated_at >= to_timestamp(${value}::float8)`, updatedSince);
  }
  return pageOfListings(where, paging);
}

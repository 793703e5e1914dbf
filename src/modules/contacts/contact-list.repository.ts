import type { Sized } from '../../database/sized-reads.js';
import { statement, type Statement } from '../../database/statement.js';
import type { Paging } from '../../http/parameters/paging.js';
import { searchPatterns } from './contact-search.js';

export const CONTACT_ORDERS = ['created_at', 'updated_at', 'display_name', 'last_touch'] as const;
type Order = (typeof CONTACT_ORDERS)[number];

const KEYS: Readonly<Record<Order, string>> = {
  created_at: 'c.created_at',
  updated_at: 'c.updated_at',
  display_name: 'lower("left"(c.display_name, 100))',
  last_touch: 'c.last_touch',
};

/** Which contacts of a list are meant. */
export interface ContactFilter {
  readonly q?: string;
  readonly tag?: string;
  readonly attributeType?: string;
  /** Epoch seconds. */
  readonly updatedSince?: number;
  /** Deleted ones too. */
  readonly deleted: boolean;
  /** Only those that come after this one in the order of their creation; `total` counts the others too. */
  readonly after?: string;
}

interface Listed {
  readonly total: number;
  /** Null where the page is empty. */
  readonly id: string | null;
}

/** A statement and the values that its parameters have. */
interface Query<Row> {
  readonly statement: Statement<Row>;
  readonly values: readonly unknown[];
}

/**
 * The ids on a page of the contacts of these brands. Each brand's first ones are looked for along the index that has
 * that brand in this order, so that it takes as long in a small brand as in one that has nearly all contacts.
 *
 * The statement has no name: it is planned for the values at hand, since a tag can be on one contact or on all.
 */
export function contactPage(
  brandIds: readonly string[],
  filter: ContactFilter,
  { start, limit, order }: Paging,
): Query<Listed> {
  const values: unknown[] = [brandIds, start, limit];
  const conditions = conditionsOf(filter, (value) => `$${values.push(value)}`);
  const matching = conditions.map((condition) => ` and ${condition}`).join('');
  const after = filter.after === undefined ? '' : afterSql(`$${values.push(filter.after)}`);
  const key = KEYS[order.field as Order];
  const direction = order.descending ? 'desc' : 'asc';
  const sql = `with matches as (
     select coalesce(sum(of_brand.count), 0)::int as total
     from unnest($1::uuid[]) brand(id)
     cross join lateral (
       select count(*) from contacts c where c.brand_id = brand.id${matching}
     ) of_brand
   ), page as (
     select nearest.*
     from unnest($1::uuid[]) brand(id)
     cross join lateral (
       select c.id, ${key} as key from contacts c where c.brand_id = brand.id${matching}${after}
       order by ${key} ${direction}, c.id ${direction} limit $2::bigint + $3::int
     ) nearest
     order by key ${direction}, id ${direction} offset $2::bigint limit $3::int
   )
   select matches.total, page.id from matches left join page on true order by page.key ${direction}, page.id ${direction}`;
  return { statement: { sql }, values };
}

const afterSql = (id: string): string =>
  ` and (c.created_at, c.id) > (select last.created_at, last.id from contacts last where last.id = ${id}::uuid)`;

function conditionsOf(filter: ContactFilter, value: (value: unknown) => string): string[] {
  const { q, tag, attributeType, updatedSince, deleted } = filter;
  const conditions = deleted ? [] : ['c.deleted_at is null'];
  if (updatedSince !== undefined) {
    conditions.push(`c.updated_at >= to_timestamp(${value(updatedSince)}::float8)`);
  }
  if (attributeType !== undefined) conditions.push(hasAttribute(`${value(attributeType)}::text`));
  if (tag !== undefined) conditions.push(hasAttribute(`'tag'`, isText(`${value(tag)}::text`)));
  if (q !== undefined) {
    const searches = searchPatterns(q).map((patterns) =>
      patterns.map((pattern) => `c.search_text like lower(${value(pattern)}::text)`).join(' or '),
    );
    conditions.push(...searches.map((search) => `(${search})`));
  }
  return conditions;
}

const hasAttribute = (type: string, more = ''): string => `exists (
  select from contact_attributes a
  where a.contact_id = c.id and a.attribute_type = ${type} and a.deleted_at is null${more})`;

/** Whatever its case. The index has the beginnings of texts only. */
const isText = (text: string): string =>
  ` and lower("left"(a.text, 64)) = lower("left"(${text}, 64)) and lower(a.text) = lower(${text})`;

/** Whether one of the brands `$1` has, or had, the contact `$2`. */
export const IS_OF_BRANDS = statement<object>(
  'contact_is_of_brands',
  'select from contacts where id = $2 and brand_id = any($1::uuid[])',
);

/** A tag of several contacts, whatever its case. */
export interface TagRow extends Sized {
  readonly total: number;
  /** In lower case; null where the page is empty. */
  readonly tag: string | null;
  /** As most of them spell it. */
  readonly text: string;
  /** How many contacts have it. */
  readonly count: number;
}

/**
 * `$1` brands, `$2` start, `$3` limit, `$4` how many bytes of text to read at most: where there are more, all texts are null.
 */
export const tagPage = (direction: 'asc' | 'desc'): Statement<TagRow> => ({
  sql: `with counted as (
     select lower(a.text) as tag, mode() within group (order by a.text) as text, count(distinct a.contact_id)::int as count
     from contacts c
     join contact_attributes a on a.contact_id = c.id and a.attribute_type = 'tag' and a.deleted_at is null
       and a.text is not null
     where c.brand_id = any($1::uuid[]) and c.deleted_at is null
     group by 1
   ), page as (
     select * from counted order by count ${direction}, tag offset $2::bigint limit $3::int
   ), size as (
     select coalesce(sum(octet_length(tag) + octet_length(text)), 0)::float8 as bytes from page
   )
   select matches.total, size.bytes, page.count,
          case when size.bytes <= $4::bigint then page.tag end as tag,
          case when size.bytes <= $4::bigint then page.text end as text
   from (select count(*)::int as total from counted) matches
   cross join size
   left join page on true
   order by page.count ${direction}, page.tag`,
});

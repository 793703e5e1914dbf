import { statement } from '../../database/sql.js';
import { type ListingRow, listingJson } from '../listings/listing-row.js';

/** An activity as the statements read it. */
export interface ActivityRow {
  readonly id: string;
  readonly contactId: string;
  readonly action: string;
  /** JSON as it was sent; `null` where the activity refers to a listing. */
  readonly objectSa: string | null;
  readonly listingId: string | null;
  /** Only where it was asked for. */
  readonly listing: ListingRow | null;
  readonly isVisible: boolean;
  readonly createdBy: string | null;
  readonly description: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

/** `listings` is the alias of the listing that is answered with, or of nothing. */
const columns = (activities: string, listings: string) =>
  `${activities}.id, ${activities}.contact_id as "contactId", ${activities}.action,
   ${activities}.object_sa::text as "objectSa", ${activities}.listing_id as "listingId",
   case when ${listings}.id is not null then ${listingJson(listings)} end as listing,
   ${activities}.is_visible as "isVisible", ${activities}.created_by_id as "createdBy", ${activities}.description,
   extract(epoch from ${activities}.created_at)::float8 as "createdAt",
   extract(epoch from ${activities}.updated_at)::float8 as "updatedAt",
   extract(epoch from ${activities}.deleted_at)::float8 as "deletedAt"`;

/** Every column of the activity is null where it could not be recorded. */
export interface Recorded extends ActivityRow {
  /** The contact is there, whatever came of the activity. */
  readonly contactExists: boolean;
}

/**
 * Records an activity in one statement. What it is done to is decided here as well: the listing of $5, else the only
 * one with the number $6 on the boards that count, else the stand-alone object $4; with none of them nothing is
 * written. `last_touch` never moves back, however calls overtake each other.
 *
 * Parameters: $1 id, $2 action, $3 class and $4 JSON of the stand-alone object, $5 listing id, $6 number, $7 board,
 * $8 description, $9 whether to answer with the listing.
 *
 * @param scope a query for one row: `contact_id`, null if the caller may see no such contact, and `mls`, the boards
 *   whose numbers count, null or empty for all; its parameters begin at $10. No row: nothing is written.
 */
export const recording = (scope: string): string => `
  with scope as (${scope}),
  numbered as (
    select (array_agg(l.id))[1] as id
    from scope, listings l
    where l.mls_number = $6::text and ($7::text is null or l.mls = $7::text) and l.deleted_at is null
      and (coalesce(cardinality(scope.mls), 0) = 0 or l.mls = any(scope.mls))
    having count(*) = 1
  ), resolved as (
    select coalesce(
      (select id from listings where id = $5::uuid and deleted_at is null),
      (select id from numbered)
    ) as id
  ), touched as (
    update contacts c set last_touch = greatest(c.last_touch, now())
    from scope, resolved
    where c.id = scope.contact_id and c.deleted_at is null and (resolved.id is not null or $4::json is not null)
    returning c.id, resolved.id as listing_id
  ), recorded as (
    insert into activities (id, contact_id, action, object_class, listing_id, object_sa, description)
    select $1::uuid, id, $2::text, case when listing_id is null then $3::text else 'listing' end,
           listing_id, case when listing_id is null then $4::json end, $8::text
    from touched
    returning *
  )
  select scope.contact_id is not null as "contactExists", ${columns('recorded', 'l')}
  from scope
  left join recorded on true
  left join listings l on l.id = recorded.listing_id and $9::boolean`;

/** $10 portal, $11 hash of its token, $12 contact. No row: the token is not (or no longer) the portal's. */
export const RECORD_FOR_PORTAL = statement<Recorded>(
  'record_portal_activity',
  recording(
    `select c.id as contact_id, channel.mls
     from portals p
     left join lead_channels channel on channel.id = p.lead_channel_id and channel.deleted_at is null
     left join contacts c on c.id = $12::uuid and c.brand_id = p.brand_id and c.deleted_at is null
     where p.id = $10::uuid and p.token_hash = $11 and p.deleted_at is null`,
  ),
);

/** Every column of the activity is null where the page is empty. */
export interface Listed extends ActivityRow {
  readonly contactExists: boolean;
  /** On all pages. */
  readonly total: number;
}

/**
 * Ids sort by time, so they stand for `created_at`, and leave no ties.
 * $1 portal, $2 hash of its token, $3 contact, $4 start, $5 limit, $6 whether to answer with listings.
 */
const timeline = (direction: 'asc' | 'desc') => `
  with scope as (
    select c.id as contact_id
    from portals p
    left join contacts c on c.id = $3::uuid and c.brand_id = p.brand_id and c.deleted_at is null
    where p.id = $1::uuid and p.token_hash = $2 and p.deleted_at is null
  )
  select scope.contact_id is not null as "contactExists", counted.total, page.*
  from scope
  cross join lateral (
    select count(*)::int as total from activities a
    where a.contact_id = scope.contact_id and a.is_visible and a.deleted_at is null
  ) counted
  left join lateral (
    select ${columns('a', 'l')}
    from activities a
    left join listings l on l.id = a.listing_id and $6::boolean
    where a.contact_id = scope.contact_id and a.is_visible and a.deleted_at is null
    order by a.id ${direction}
    offset $4::bigint limit $5::int
  ) page on true
  order by page.id ${direction}`;

export const TIMELINE_NEWEST_FIRST = statement<Listed>('portal_timeline_newest_first', timeline('desc'));
export const TIMELINE_OLDEST_FIRST = statement<Listed>('portal_timeline_oldest_first', timeline('asc'));

import type { JointStatement } from '../../database/joint-statements.js';
import { type RowOf, SelectList } from '../../database/select-list.js';
import type { Sized } from '../../database/sized-reads.js';
import { onPool, shortStatement, type Statement } from '../../database/statement.js';
import { rootBrandSql } from '../brands/root-brand.js';
import { brandsAndBelowSql, ownSql } from '../brands/tenant-scope.js';
import { LISTING, type ListingRow } from '../listings/listing-row.js';
import {
  ASKED_BY_PORTAL,
  type AskedByPortal,
  IS_ASKING_PORTAL,
  IS_CALLING_PORTAL,
} from '../portals/calling-portal.js';
import { Activity } from './activity.entity.js';

const ACTIVITY = SelectList.without(Activity, 'objectClass');

/** An activity as the statements read it: it has an `objectSa`, as it was sent, or refers to a listing. */
export interface ActivityRow extends RowOf<typeof ACTIVITY> {
  /** Only where it was asked for. */
  readonly listing: ListingRow | null;
}

/** Every column of the activity is null where there is none. */
export interface ActivityOfContact extends ActivityRow {
  /** Whether the portal's brand has the contact at all. */
  readonly contactExists: boolean;
}

const ACTIVITY_WITHOUT_OBJECT = SelectList.without(Activity, 'objectClass', 'objectSa');

/** @param listings the alias of the listing to answer with, or of nothing */
const listing = (listings: string) =>
  `case when ${listings}.id is not null then ${LISTING.asJson(listings)} end as listing`;

/** An activity with a stand-alone object, to be recorded. */
interface StandAloneAsked extends AskedByPortal {
  readonly id: string;
  readonly action: string;
  readonly description: string | null;
  readonly objectClass: string;
  /** JSON, as it was sent. */
  readonly object: string;
}

/**
 * Records activities with stand-alone objects, which most are. `$1` what portals ask. No row: the token is not (or no longer)
 * the portal's, or its brand has no such contact. Triggers count activities and move the `last_touch` of contacts.
 */
export const RECORD_STAND_ALONE: JointStatement<StandAloneAsked, ActivityRow> = {
  ...shortStatement(
    'record_stand_alone_activities',
    `insert into activities as a (id, contact_id, action, description, object_class, object_sa)
     select r.id, c.id, r.action, r.description, r."objectClass", r.object::json
     from json_to_recordset($1::json) as r(
       ${ASKED_BY_PORTAL}, id uuid, action text, description text, "objectClass" text, object text)
     join portals p on ${IS_ASKING_PORTAL}
     join contacts c on c.id = r.contact and ${ownSql('c', 'p.brand_id')}
     order by c.id
     for no key update of c
     returning ${ACTIVITY.of('a')}, null as listing`,
  ),
  answers: (row, { id }) => row.id === id,
};

/**
 * Records an activity that may refer to a listing. What it is about is decided here as well: the listing of the tenant with
 * the id, else its only one with the number on the boards that count (the one that was sent, and those of the scope), else
 * the stand-alone object; with none of them nothing is written. No row: the scope has none.
 *
 * The values of the scope come first, then id, action, description, id, number and board of the listing, class and JSON of
 * the stand-alone object, and whether to answer with the listing.
 * @param scope selects `contact_id`, null where there is no such contact, `tenant_id`, and the boards `mls`
 * @param first the number of the first value that is not the scope's
 */
function recording(name: string, scope: string, first: number): Statement<ActivityOfContact> {
  const [id, action, description, listingId, number, board, objectClass, json, withListing] = Array.from(
    { length: 9 },
    (_, index) => `$${first + index}`,
  );
  return shortStatement(
    name,
    `with scope as (
       ${scope}
     ), numbered as (
       select (array_agg(l.id))[1] as id
       from scope, listings l
       where ${ownSql('l', 'scope.tenant_id')} and lower(l.mls_number) = lower(${number}::text)
         and (${board}::text is null or lower(l.mls) = lower(${board}::text))
         and (coalesce(cardinality(scope.mls), 0) = 0
              or lower(l.mls) in (select lower(board) from unnest(scope.mls) board))
       having count(*) = 1
     ), resolved as (
       select coalesce(
         (select l.id from scope, listings l where l.id = ${listingId}::uuid and ${ownSql('l', 'scope.tenant_id')}),
         (select id from numbered)
       ) as id
     ), recipient as (
       select c.id, resolved.id as listing_id
       from scope, resolved, contacts c
       where c.id = scope.contact_id and c.deleted_at is null and (resolved.id is not null or ${json}::json is not null)
       for no key update of c
     ), recorded as (
       insert into activities (id, contact_id, action, description, listing_id, object_class, object_sa)
       select ${id}::uuid, id, ${action}::text, ${description}::text, listing_id,
              case when listing_id is null then ${objectClass}::text else 'listing' end,
              case when listing_id is null then ${json}::json end
       from recipient
       returning *
     )
     select scope.contact_id is not null as "contactExists", ${ACTIVITY.of('recorded')}, ${listing('l')}
     from scope
     left join recorded on true
     left join listings l on l.id = recorded.listing_id and ${withListing}::boolean`,
  );
}

/** `$1` portal, `$2` hash of its token, `$3` contact. No row: the token is not (or no longer) the portal's. */
export const RECORD_ACTIVITY = recording(
  'record_activity',
  `select c.id as contact_id, ${rootBrandSql('b')} as tenant_id, channel.mls
   from portals p
   join brands b on b.id = p.brand_id
   left join lead_channels channel on channel.id = p.lead_channel_id and channel.deleted_at is null
   left join contacts c on c.id = $3::uuid and ${ownSql('c', 'p.brand_id')}
   where ${IS_CALLING_PORTAL}`,
  4,
);

/** `$1` contact, `$2` boards, null for all. No row: there is no such contact. */
export const RECORD_BY_ITSELF = recording(
  'record_activity_by_itself',
  `select c.id as contact_id, ${rootBrandSql('b')} as tenant_id, $2::text[] as mls
   from contacts c join brands b on b.id = c.brand_id and b.deleted_at is null
   where c.id = $1::uuid and c.deleted_at is null`,
  3,
);

export interface TimelineRow extends ActivityOfContact, Sized {
  /** On all pages. */
  readonly total: number;
}

const SHOWN = 'a.contact_id = scope.contact_id and a.is_visible and a.deleted_at is null';
const OPPOSITE = { asc: 'desc', desc: 'asc' } as const;

/**
 * A page is looked for from the nearer end of the timeline, passing over the ids of others in the index.
 * Ids sort by time, so they stand for `created_at`, and leave no ties.
 *
 * `$1` portal, `$2` hash of its token, `$3` contact, `$4` start, `$5` limit, `$6` whether to answer with listings,
 * `$7` how many bytes of stand-alone objects to read at most: where there are more, all are null. No row: the token is not
 * (or no longer) the portal's.
 */
const timeline = (name: string, direction: 'asc' | 'desc') =>
  shortStatement<TimelineRow>(
    name,
    `with scope as (
       select c.id as contact_id, c.activity_count, ${rootBrandSql('b')} as tenant_id
       from portals p
       join brands b on b.id = p.brand_id
       left join contacts c on c.id = $3::uuid and ${ownSql('c', 'p.brand_id')}
       where ${IS_CALLING_PORTAL}
     )
     select scope.contact_id is not null as "contactExists", scope.activity_count as total, page.*
     from scope
     left join lateral (
       select ${ACTIVITY_WITHOUT_OBJECT.of('a')}, ${listing('l')},
              (sum(octet_length(a.object_sa::text)) over ())::float8 as bytes,
              case when sum(octet_length(a.object_sa::text)) over () <= $7::bigint then a.object_sa::text end as "objectSa"
       from (
         (select a.id from activities a
          where ${SHOWN} and $4::bigint <= scope.activity_count / 2
          order by a.id ${direction}
          offset $4::bigint limit $5::int)
         union all
         (select a.id from activities a
          where ${SHOWN} and $4::bigint > scope.activity_count / 2
          order by a.id ${OPPOSITE[direction]}
          offset greatest(scope.activity_count - $4::bigint - $5::int, 0)
          limit greatest(least($5::int, scope.activity_count - $4::bigint), 0))
       ) listed
       join activities a on a.id = listed.id
       left join listings l on l.id = a.listing_id and l.brand_id = scope.tenant_id and $6::boolean
     ) page on true
     order by page.id ${direction}`,
  );

const NEWEST_FIRST = timeline('timeline_newest_first', 'desc');
const OLDEST_FIRST = timeline('timeline_oldest_first', 'asc');

/** Up to this many activities are passed over in no time. */
const NEAR = 1_000;

export function timelinePage(start: number, newestFirst: boolean): Statement<TimelineRow> {
  const statement = newestFirst ? NEWEST_FIRST : OLDEST_FIRST;
  return start <= NEAR ? statement : onPool(statement);
}

const WITH_CLASS_WITHOUT_OBJECT = SelectList.without(Activity, 'objectSa');

/** An activity as those see it who look after the contact. */
export interface ClassedActivityRow extends ActivityRow {
  readonly objectClass: string;
}

const ASKED_FOR = `a.contact_id = scope.contact_id and a.deleted_at is null
       and ($3::text is null or a.action = $3::text)
       and ($4::float8 is null or a.created_at <= to_timestamp($4::float8))`;

/**
 * A page of all activities of a contact, hidden ones too; which are asked for is read in the index, and only the page's own
 * rows are read. `$1` brands, `$2` contact, `$3` action or null, `$4` the latest time or null, `$5` start, `$6` limit,
 * `$7` whether to answer with listings, `$8` how many bytes of stand-alone objects to read at most: where there are more, all
 * are null. No row: the brands, and those below them, have no such contact. Without a name it is planned for these values.
 */
export const wholeTimelinePage = (
  direction: 'asc' | 'desc',
): Statement<Sized & { readonly total: number } & (ClassedActivityRow | { readonly id: null })> => ({
  sql: `with scope as (
     select c.id as contact_id, ${rootBrandSql('b')} as tenant_id
     from contacts c
     join brands b on b.id = c.brand_id and ${brandsAndBelowSql('b', '$1')}
     where c.id = $2::uuid and c.deleted_at is null
   )
   select (select count(*)::int from activities a where ${ASKED_FOR}) as total, page.*
   from scope
   left join lateral (
     select ${WITH_CLASS_WITHOUT_OBJECT.of('a')}, ${listing('l')},
            (sum(octet_length(a.object_sa::text)) over ())::float8 as bytes,
            case when sum(octet_length(a.object_sa::text)) over () <= $8::bigint then a.object_sa::text end as "objectSa"
     from (
       select a.id from activities a where ${ASKED_FOR} order by a.id ${direction} offset $5::bigint limit $6::int
     ) listed
     join activities a on a.id = listed.id
     left join listings l on l.id = a.listing_id and l.brand_id = scope.tenant_id and $7::boolean
   ) page on true
   order by page.id ${direction}`,
});

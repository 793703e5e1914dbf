import { shortStatement, statement } from '../../database/statement.js';
import { ownSql } from '../brands/tenant-scope.js';
import { type NoListing, TENANT_OF_BRAND, TENANT_OF_PORTAL } from './listing-page.repository.js';
import { LISTING, type ListingRow } from './listing-row.js';

/** More boards than this do not share one number. */
const MAX_MATCHES = 100;

/** The tenant of the brand `$1`. */
const TENANT = `(${TENANT_OF_BRAND})`;

/** What is known of a listing beside its place on the board. */
const KNOWN = `price, status, listing_type, address, longitude, latitude, bedrooms, bathrooms, square_meters, year_built,
  cover_image_url, url, property_subtype, lot_square_meters, parking_spaces, architectural_styles, mls_area, county,
  subdivision, postal_code, school_district, elementary_school, middle_school, high_school, list_agent, list_office,
  selling_agent, selling_office, pool, open_house_at, sold_date, modified_at`;

const FIELDS = `mls, mls_number, ${KNOWN}`;

/** `json` itself cannot be compared. */
const comparable = (row: string) => of(row, FIELDS).replace(`${row}.address`, '$&::text');

const of = (row: string, fields: string) => fields.replace(/\w+/g, `${row}.$&`);

/** The live listing `$3` on the board `$2` of the tenant of `$1`. */
const NUMBERED = `${ownSql('l', TENANT)} and lower(l.mls_number) = lower($3::text) and lower(l.mls) = lower($2::text)`;

/**
 * `$1` brand, `$2` the listing as JSON, by column: what is absent there becomes null. A listing that was deleted lives
 * again.
 */
export const PUT_LISTING = statement<ListingRow>(
  'put_listing',
  `insert into listings as l (id, brand_id, ${FIELDS})
   select id, ${TENANT}, ${FIELDS} from json_populate_record(null::listings, $2::json)
   on conflict (brand_id, lower(mls_number), lower(mls)) do update
     set (${FIELDS}) = (${of('excluded', FIELDS)}), updated_at = now(), deleted_at = null
   returning ${LISTING.of('l')}`,
);

/** `$1` brand, `$2` board, `$3` number, `$4` what changes, as JSON by column. No row: the tenant has no such listing. */
export const PATCH_LISTING = statement<ListingRow>(
  'patch_listing',
  `update listings l set (${KNOWN}) = (select ${of('changed', KNOWN)} from json_populate_record(l, $4::json) changed),
     updated_at = now()
   where ${NUMBERED}
   returning ${LISTING.of('l')}`,
);

/** `$1` brand, `$2` board, `$3` number. No row: the tenant has no such listing. */
export const DELETE_LISTING = statement<{ readonly id: string }>(
  'delete_listing',
  `update listings l set deleted_at = now(), updated_at = now() where ${NUMBERED} returning l.id`,
);

/**
 * `$1` brand, `$2` listings as a JSON array, by column. Of those with one number the newest is put, and of equals the last
 * one. What is held stays as it is where it is newer by `modified_at`, or says the same. Rows come in one order, so that
 * imports at the same moment wait for each other and not in a circle.
 */
export const IMPORT_LISTINGS = statement<{ readonly imported: number }>(
  'import_listings',
  `with sent as (
     select distinct on (lower(mls_number), lower(mls)) id, ${FIELDS}
     from json_populate_recordset(null::listings, $2::json) with ordinality
     order by lower(mls_number), lower(mls), modified_at desc nulls last, ordinality desc
   ), put as (
     insert into listings as l (id, brand_id, ${FIELDS})
     select id, ${TENANT}, ${FIELDS} from sent order by lower(mls_number), lower(mls)
     on conflict (brand_id, lower(mls_number), lower(mls)) do update
       set (${FIELDS}) = (${of('excluded', FIELDS)}), updated_at = now(), deleted_at = null
       where l.deleted_at is not null or (
         coalesce(l.modified_at <= excluded.modified_at, true)
         and (${comparable('l')}) is distinct from (${comparable('excluded')})
       )
     returning 1
   )
   select count(*)::int as imported from put`,
);

/** `$1` portal, `$2` hash of its token, `$3` id. No row: the token is not the portal's. Nulls: there is no such listing. */
export const LISTING_OF_PORTAL = shortStatement<ListingRow | NoListing>(
  'listing_of_portal',
  `select ${LISTING.of('l')} from (${TENANT_OF_PORTAL}) tenant
   left join listings l on l.id = $3::uuid and ${ownSql('l', 'tenant.id')}`,
);

/** `$1` brand, `$2` id. */
export const LISTING_BY_ID = statement<ListingRow>(
  'listing_by_id',
  `select ${LISTING.of('l')} from listings l where l.id = $2 and ${ownSql('l', TENANT)}`,
);

/** `$1` brand, `$2` number, `$3` board, or null for all. */
export const LISTINGS_BY_NUMBER = statement<ListingRow>(
  'listings_by_number',
  `select ${LISTING.of('l')} from listings l
   where ${ownSql('l', TENANT)} and lower(l.mls_number) = lower($2::text)
     and ($3::text is null or lower(l.mls) = lower($3::text))
   order by l.mls limit ${MAX_MATCHES}`,
);

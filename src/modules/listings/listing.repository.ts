import { statement } from '../../database/statement.js';
import { rootBrandSql } from '../brands/root-brand.js';
import { ownSql } from '../brands/tenant-scope.js';
import { LISTING, type ListingRow } from './listing-row.js';

/** More boards than this do not share one number. */
const MAX_MATCHES = 100;

const FIELDS = `mls, mls_number, price, status, listing_type, address, longitude, latitude, bedrooms, bathrooms, square_meters,
  year_built, cover_image_url, url`;

/** The tenant of the brand `$1`: listings belong to its root brand. */
const TENANT = `(select ${rootBrandSql('b')} from brands b where b.id = $1::uuid)`;

/**
 * `$1` brand, `$2` the listing as JSON, by column: what is absent there becomes null. A listing that was deleted lives
 * again.
 */
export const PUT_LISTING = statement<ListingRow>(
  'put_listing',
  `insert into listings as l (id, brand_id, ${FIELDS})
   select id, ${TENANT}, ${FIELDS} from json_populate_record(null::listings, $2::json)
   on conflict (brand_id, lower(mls_number), lower(mls)) do update
     set (${FIELDS}) = (${FIELDS.replace(/\w+/g, 'excluded.$&')}), updated_at = now(), deleted_at = null
   returning ${LISTING.of('l')}`,
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

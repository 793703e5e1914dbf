import { statement } from '../../database/statement.js';
import { LISTING, type ListingRow } from './listing-row.js';

/** More boards than this do not share one number. */
const MAX_MATCHES = 100;

const FIELDS = `price, status, listing_type, address, longitude, latitude, bedrooms, bathrooms, square_meters,
  year_built, cover_image_url, url`;

/** `$1` the listing as JSON, by column: what is absent there becomes null. A listing that was deleted lives again. */
export const PUT_LISTING = statement<ListingRow>(
  'put_listing',
  `insert into listings as l (id, mls, mls_number, ${FIELDS})
   select id, mls, mls_number, ${FIELDS} from json_populate_record(null::listings, $1::json)
   on conflict (mls, mls_number) do update
     set (${FIELDS}) = (${FIELDS.replace(/\w+/g, 'excluded.$&')}), updated_at = now(), deleted_at = null
   returning ${LISTING.of('l')}`,
);

export const LISTINGS_BY_NUMBER = statement<ListingRow>(
  'listings_by_number',
  `select ${LISTING.of('l')} from listings l
   where l.mls_number = $1 and ($2::text is null or l.mls = $2) and l.deleted_at is null
   order by l.mls limit ${MAX_MATCHES}`,
);

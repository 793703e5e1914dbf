import { statement } from '../../database/statement.js';
import { LISTING, type ListingRow } from './listing-row.js';

/** More boards than this do not share one number. */
const MAX_MATCHES = 100;

/** Also revives a listing that was deleted. */
export const PUT_LISTING = statement<ListingRow>(
  'put_listing',
  `insert into listings as l (
     id, mls, mls_number, price, status, listing_type, address, longitude, latitude,
     bedrooms, bathrooms, square_meters, year_built, cover_image_url, url)
   values ($1, $2, $3, $4, $5, $6, $7::json, $8, $9, $10, $11, $12, $13, $14, $15)
   on conflict (mls, mls_number) do update set
     price = excluded.price, status = excluded.status, listing_type = excluded.listing_type,
     address = excluded.address, longitude = excluded.longitude, latitude = excluded.latitude,
     bedrooms = excluded.bedrooms, bathrooms = excluded.bathrooms, square_meters = excluded.square_meters,
     year_built = excluded.year_built, cover_image_url = excluded.cover_image_url, url = excluded.url,
     updated_at = now(), deleted_at = null
   returning ${LISTING.of('l')}`,
);

export const LISTINGS_BY_NUMBER = statement<ListingRow>(
  'listings_by_number',
  `select ${LISTING.of('l')} from listings l
   where l.mls_number = $1 and ($2::text is null or l.mls = $2) and l.deleted_at is null
   order by l.mls limit ${MAX_MATCHES}`,
);

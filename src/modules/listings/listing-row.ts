import { type RowOf, SelectList } from '../../database/select-list.js';
import { Listing } from './listing.entity.js';

/** A listing as statements read it, those of the timeline included. */
export const LISTING = new SelectList(Listing, [
  'id',
  'mls',
  'mlsNumber',
  'price',
  'status',
  'listingType',
  'address',
  'longitude',
  'latitude',
  'bedrooms',
  'bathrooms',
  'squareMeters',
  'yearBuilt',
  'coverImageUrl',
  'url',
  'createdAt',
  'updatedAt',
  'deletedAt',
]);

export type ListingRow = RowOf<typeof LISTING>;

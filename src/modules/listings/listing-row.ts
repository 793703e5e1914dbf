import { type RowOf, SelectList } from '../../database/select-list.js';
import { Listing } from './listing.entity.js';

/** A listing as statements read it, those of the timeline included. */
export const LISTING = SelectList.without(Listing, 'brand', 'modifiedAt');

export type ListingRow = RowOf<typeof LISTING>;

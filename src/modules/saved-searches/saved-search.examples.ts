import { CRITERIA } from './search-criteria.dto.js';

const at = (longitude: number, latitude: number) => ({ longitude, latitude, type: 'location' });

/** Nearly the whole world. */
const POINTS_EXAMPLE = [at(-179, -89), at(179, -89), at(179, 89), at(-179, 89), at(-179, -89)];

/** The saved search of the demo data. */
export const SAVED_SEARCH_EXAMPLE = {
  type: 'saved_search',
  id: '019e2d0c-e257-7e21-b0e2-c0f3dc512daa',
  title: 'Portal Search',
  ...Object.fromEntries(CRITERIA.map((name) => [name, null])),
  minimum_price: 200_000,
  currency: 'USD',
  points: POINTS_EXAMPLE,
  master_bedroom_in_first_floor: false,
  created_at: 1778872279.639731,
  updated_at: 1778872279.639732,
  deleted_at: null,
  proposed_title: ', $200K+, Any Beds',
};

/** What makes such a search. */
export const SAVED_SEARCH_INPUT = { title: 'Portal Search', minimum_price: 200_000, points: POINTS_EXAMPLE };

/** A search of the demo data that a visitor saved, and that visitor. */
export const OWN_SEARCH = {
  id: '019e2d0c-e2a1-7c55-8f0e-6d1b7e3a9c10',
  contact: '3f1d6f0a-2b5c-4d0e-9a57-6c1f0e8b7d21',
} as const;

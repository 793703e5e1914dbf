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

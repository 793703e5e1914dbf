import { SAVED_SEARCH_ORDERS } from './saved-search.dto.js';
import { CRITERIA } from './search-criteria.dto.js';

const at = (longitude: number, latitude: number) => ({ longitude, latitude, type: 'location' });

/** Nearly the whole world. */
const POINTS_EXAMPLE = [at(-179, -89), at(179, -89), at(179, 89), at(-179, 89), at(-179, -89)];

/** The saved search of the demo data. */
export const SAVED_SEARCH_EXAMPLE = {
  type: 'saved_search',
  id: 'aa11c353-8ee3-41db-b0e2-c0f3dc512daa',
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

export const SAVED_SEARCH_PARAMETER = {
  name: 'id',
  description: 'Id of the saved search',
  schema: { type: 'string', format: 'uuid' },
  example: SAVED_SEARCH_EXAMPLE.id,
} as const;

export const ORDER_PARAMETER = {
  name: 'order',
  required: false,
  description: 'What to order by; a leading `-` reverses',
  schema: {
    type: 'string',
    enum: SAVED_SEARCH_ORDERS.flatMap((field) => [field, `-${field}`]),
    default: SAVED_SEARCH_ORDERS[0],
  },
} as const;

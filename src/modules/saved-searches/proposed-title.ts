import type { SearchCriteria } from './search-criteria.dto.js';

/** The criteria that a title speaks of. */
export type TitledCriteria = {
  [
    Name in
      | 'currency'
      | 'postal_codes'
      | 'listing_statuses'
      | `${'minimum' | 'maximum'}_${'price' | 'square_meters' | 'bedrooms'}`
  ]?: SearchCriteria[Name] | null;
};

const MAX_PARTS = 3;
const SQUARE_FEET_PER_SQUARE_METER = 10.7639;

const STATUS_GROUPS: Record<string, readonly string[]> = {
  Active: ['Active'],
  Sold: ['Sold', 'Leased'],
  Pending: [
    'Pending',
    'Active Option Contract',
    'Active Contingent',
    'Active Kick Out',
    'Active Under Contract',
  ],
  'Off Market': [
    'Temp Off Market',
    'Withdrawn',
    'Expired',
    'Cancelled',
    'Withdrawn Sublisting',
    'Incomplete',
    'Out Of Sync',
    'Incoming',
  ],
  'Coming Soon': ['Coming Soon'],
};

const GROUP_OF = new Map(
  Object.entries(STATUS_GROUPS).flatMap(([group, statuses]) => statuses.map((status) => [status, group])),
);

/**
 * A title for a search whose owner thought of none: at most three of its criteria, `...` where there are more.
 * The statuses always take one place, if an empty one, and a price or `Any $` and the bedrooms come before the
 * bathrooms; so these never find a place.
 */
export function proposedTitle(search: TitledCriteria): string {
  const parts: string[] = [];
  if (search.postal_codes?.length) parts.push(`In ${search.postal_codes.join(',')}`);
  parts.push(statuses(search.listing_statuses ?? []));
  const price = priceRange(search);
  if (price !== undefined) parts.push(price);
  const area = range(
    positive(squareFeet(search.minimum_square_meters)),
    positive(squareFeet(search.maximum_square_meters)),
  );
  if (area !== undefined) parts.push(area);
  if (price === undefined && parts.length < MAX_PARTS) parts.push('Any $');
  parts.push(`${range(search.minimum_bedrooms, search.maximum_bedrooms) ?? 'Any'} Beds`);
  const shown = parts.slice(0, MAX_PARTS).join(', ');
  return parts.length > MAX_PARTS ? `${shown} ...` : shown;
}

const statuses = (names: readonly string[]): string =>
  [...new Set(names.map((name) => GROUP_OF.get(name) ?? name))].join(',');

function priceRange({ currency, minimum_price, maximum_price }: TitledCriteria): string | undefined {
  const minimum = positive(minimum_price);
  const maximum = positive(maximum_price);
  if (minimum === undefined && maximum === undefined) return undefined;
  const format = priceFormat(currency ?? 'USD');
  return range(minimum && format.format(minimum), maximum && format.format(maximum));
}

type Bound = string | number | null | undefined;

/** `3+`, `2-4`, `-4`; nothing without a bound. */
function range(minimum: Bound, maximum: Bound): string | undefined {
  minimum ??= undefined;
  maximum ??= undefined;
  if (maximum === undefined) return minimum === undefined ? undefined : `${minimum}+`;
  return `${minimum ?? ''}-${maximum}`;
}

const positive = (value: number | null | undefined): number | undefined =>
  value != null && value > 0 ? value : undefined;

const squareFeet = (squareMeters: number | null | undefined): number | undefined =>
  squareMeters == null ? undefined : Math.round(squareMeters * SQUARE_FEET_PER_SQUARE_METER);

/** Making one takes a hundred times as long as using it. */
const priceFormats = new Map<string, Intl.NumberFormat>();

function priceFormat(currency: string): Intl.NumberFormat {
  let format = priceFormats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { style: 'currency', currency, notation: 'compact' });
    priceFormats.set(currency, format);
  }
  return format;
}

/** The public fields of a saved search, in their order, as they are when not set. */
export const SEARCH_FIELDS = {
  minimum_price: null,
  maximum_price: null,
  currency: 'USD',
  minimum_square_meters: null,
  maximum_square_meters: null,
  minimum_lot_square_meters: null,
  maximum_lot_square_meters: null,
  minimum_bedrooms: null,
  maximum_bedrooms: null,
  minimum_bathrooms: null,
  maximum_bathrooms: null,
  minimum_year_built: null,
  maximum_year_built: null,
  minimum_parking_spaces: null,
  property_types: null,
  property_subtypes: null,
  listing_statuses: null,
  architectural_styles: null,
  points: null,
  mls_areas: null,
  counties: null,
  subdivisions: null,
  postal_codes: null,
  school_districts: null,
  primary_schools: null,
  middle_schools: null,
  elementary_schools: null,
  senior_high_schools: null,
  junior_high_schools: null,
  intermediate_schools: null,
  high_schools: null,
  list_agents: null,
  list_offices: null,
  selling_agents: null,
  selling_offices: null,
  agents: null,
  offices: null,
  pool: null,
  open_house: null,
  pets: null,
  number_of_pets_allowed: null,
  application_fee: null,
  appliances: null,
  furnished: null,
  fenced_yard: null,
  office_exclusive: null,
  master_bedroom_in_first_floor: false,
  minimum_sold_date: null,
  search: null,
} as const;

interface Criteria {
  readonly minimum_price?: number;
  readonly maximum_price?: number;
  readonly currency?: string;
  readonly minimum_square_meters?: number;
  readonly maximum_square_meters?: number;
  readonly minimum_bedrooms?: number;
  readonly maximum_bedrooms?: number;
  readonly minimum_bathrooms?: number;
  readonly maximum_bathrooms?: number;
  readonly listing_statuses?: readonly string[];
  readonly postal_codes?: readonly string[];
}

const GROUPS: Readonly<Record<string, string>> = {
  Leased: 'Sold',
  'Active Option Contract': 'Pending',
  'Active Contingent': 'Pending',
  'Active Kick Out': 'Pending',
  'Active Under Contract': 'Pending',
  'Temp Off Market': 'Off Market',
  Withdrawn: 'Off Market',
  Expired: 'Off Market',
  Cancelled: 'Off Market',
  'Withdrawn Sublisting': 'Off Market',
  Incomplete: 'Off Market',
  'Out Of Sync': 'Off Market',
  Incoming: 'Off Market',
};

const SQUARE_FEET = 10.7639;

const formats = new Map<string, Intl.NumberFormat>();

function compactPrice(value: number, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { style: 'currency', currency, notation: 'compact' });
    formats.set(currency, format);
  }
  return format.format(value);
}

function range(lowest: number | undefined, highest: number | undefined, text: (value: number) => string) {
  const low = lowest && lowest > 0 ? text(lowest) : '';
  const high = highest && highest > 0 ? text(highest) : '';
  if (high === '') return low === '' ? '' : `${low}+`;
  return `${low}-${high}`;
}

/** The title that is proposed for a search, from what it looks for. */
export function proposedTitle(search: Criteria): string {
  const parts: string[] = [];
  if (search.postal_codes?.length) parts.push(`In ${search.postal_codes.join(',')}`);
  parts.push([...new Set((search.listing_statuses ?? []).map((one) => GROUPS[one] ?? one))].join(','));
  const price = range(search.minimum_price, search.maximum_price, (value) =>
    compactPrice(value, search.currency ?? 'USD'),
  );
  if (price !== '') parts.push(price);
  const area = range(search.minimum_square_meters, search.maximum_square_meters, (metres) =>
    String(Math.round(metres * SQUARE_FEET)),
  );
  if (area !== '') parts.push(area);
  if (parts.length < 3 && price === '') parts.push('Any $');
  parts.push(`${range(search.minimum_bedrooms, search.maximum_bedrooms, String) || 'Any'} Beds`);
  if (parts.length < 3) {
    parts.push(`${range(search.minimum_bathrooms, search.maximum_bathrooms, String) || 'Any'} Baths`);
  }
  return parts.length < 4 ? parts.join(', ') : `${parts.slice(0, 3).join(', ')} ...`;
}

import type { Paging } from '../../http/parameters/paging.js';
import type { PointDto, SearchCriteria } from '../saved-searches/search-criteria.dto.js';
import { type Asked, Conditions, type ListingOnPage, pageOfMatches } from './listing-page.repository.js';

/** Up to so many matches of a search are counted. */
const MAX_TOTAL = 10_000;

/** What has to hold of the listing `l`, given the parameter that holds the criterion. */
type Condition = (parameter: string) => string;

const atLeast =
  (column: string): Condition =>
  (value) =>
    `l.${column} >= ${value}::float8`;

const atMost =
  (column: string): Condition =>
  (value) =>
    `l.${column} <= ${value}::float8`;

/** Without case, as the database folds it: the list comes as the text of an array. */
const oneOf =
  (...columns: readonly string[]): Condition =>
  (value) =>
    `(${columns.map((column) => `lower(l.${column}) = any(lower(${value}::text)::text[])`).join(' or ')})`;

/**
 * What each criterion asks of a listing. A listing that says nothing of what is asked for does not match. `null`: of this
 * listings say nothing at all, so nobody can search by it. Prices are compared as they stand: listings have no currency.
 */
const CONDITIONS: Readonly<Record<keyof SearchCriteria, Condition | 'not asked' | null>> = {
  minimum_price: atLeast('price'),
  maximum_price: atMost('price'),
  currency: 'not asked',
  minimum_square_meters: atLeast('square_meters'),
  maximum_square_meters: atMost('square_meters'),
  minimum_lot_square_meters: atLeast('lot_square_meters'),
  maximum_lot_square_meters: atMost('lot_square_meters'),
  minimum_bedrooms: atLeast('bedrooms'),
  maximum_bedrooms: atMost('bedrooms'),
  minimum_bathrooms: atLeast('bathrooms'),
  maximum_bathrooms: atMost('bathrooms'),
  minimum_year_built: atLeast('year_built'),
  maximum_year_built: atMost('year_built'),
  minimum_parking_spaces: atLeast('parking_spaces'),
  property_types: oneOf('listing_type'),
  property_subtypes: oneOf('property_subtype'),
  listing_statuses: oneOf('status'),
  architectural_styles: (value) =>
    `lower(l.architectural_styles::text)::text[] && lower(${value}::text)::text[]`,
  // the bounding box is looked up in the index, and the outline decides
  points: (value) => `point(l.longitude, l.latitude) <@ ${value}::polygon`,
  mls_areas: oneOf('mls_area'),
  counties: oneOf('county'),
  subdivisions: oneOf('subdivision'),
  postal_codes: oneOf('postal_code'),
  school_districts: oneOf('school_district'),
  primary_schools: oneOf('elementary_school'),
  middle_schools: oneOf('middle_school'),
  elementary_schools: oneOf('elementary_school'),
  senior_high_schools: oneOf('high_school'),
  junior_high_schools: oneOf('middle_school'),
  intermediate_schools: oneOf('middle_school'),
  high_schools: oneOf('high_school'),
  list_agents: oneOf('list_agent'),
  list_offices: oneOf('list_office'),
  selling_agents: oneOf('selling_agent'),
  selling_offices: oneOf('selling_office'),
  agents: oneOf('list_agent', 'selling_agent'),
  offices: oneOf('list_office', 'selling_office'),
  pool: (value) => `l.pool = ${value}::boolean`,
  open_house: (value) => `coalesce(l.open_house_at >= now(), false) = ${value}::boolean`,
  pets: null,
  number_of_pets_allowed: null,
  application_fee: null,
  appliances: null,
  furnished: null,
  fenced_yard: null,
  office_exclusive: null,
  master_bedroom_in_first_floor: null,
  minimum_sold_date: (value) => `l.sold_date >= to_timestamp(${value}::float8)`,
  search: null,
};

/** The criteria that say something: an empty list does not, and neither does a bedroom that may be anywhere. */
const asked = (criteria: Partial<SearchCriteria>) =>
  (Object.entries(criteria) as [keyof SearchCriteria, unknown][]).filter(
    ([name, value]) =>
      value != null &&
      !(Array.isArray(value) && value.length === 0) &&
      !(name === 'master_bedroom_in_first_floor' && value === false),
  );

/** The criteria among these of which listings say nothing. */
export const unanswerable = (criteria: Partial<SearchCriteria>): string[] =>
  asked(criteria)
    .map(([name]) => name)
    .filter((name) => CONDITIONS[name] === null);

/** A page of the listings of a tenant that match. */
export function searchListings(
  tenantId: string,
  criteria: Partial<SearchCriteria>,
  paging: Paging,
): Asked<ListingOnPage> {
  const where = new Conditions(tenantId);
  for (const [name, value] of asked(criteria)) {
    const condition = CONDITIONS[name];
    if (typeof condition === 'function') where.add(condition, parameterOf(name, value));
  }
  return pageOfMatches(where, paging, MAX_TOTAL);
}

function parameterOf(name: keyof SearchCriteria, value: unknown): unknown {
  if (name === 'points') return polygon(value as PointDto[]);
  return Array.isArray(value) ? arrayText(value as string[]) : value;
}

const polygon = (points: readonly PointDto[]): string =>
  `(${points.map(({ longitude, latitude }) => `(${longitude},${latitude})`).join()})`;

/** How PostgreSQL writes an array. */
const arrayText = (words: readonly string[]): string =>
  `{${words.map((word) => `"${word.replaceAll(/["\\]/g, '\\$&')}"`).join()}}`;

import { OWN_SEARCH } from '../saved-searches/saved-search.examples.js';
import { UnanswerableSearch } from './listings.errors.js';

const OFFER_EXAMPLE = {
  price: 425000,
  status: 'Active',
  listing_type: 'Residential',
  address: { line1: '2200 Main Street', city: 'Dallas', state: 'TX', postcode: '75201', country: 'US' },
};

const HOUSE_EXAMPLE = {
  bedrooms: 3,
  bathrooms: 2,
  square_meters: 148.6,
  year_built: 2008,
  cover_image_url: null,
  url: null,
};

const CRITERIA_EXAMPLE = {
  property_subtype: 'RES-Single Family',
  lot_square_meters: 612.4,
  parking_spaces: 2,
  architectural_styles: ['Ranch'],
  mls_area: '12',
  county: 'Dallas',
  subdivision: 'Oak Lawn',
  postal_code: '75201',
  school_district: 'Dallas ISD',
  elementary_school: null,
  middle_school: null,
  high_school: null,
  list_agent: null,
  list_office: null,
  selling_agent: null,
  selling_office: null,
  pool: false,
  open_house_at: null,
  sold_date: null,
};

const LOCATION = { longitude: -96.797, latitude: 32.7831 };

export const PUT_LISTING_EXAMPLE = {
  ...OFFER_EXAMPLE,
  location: LOCATION,
  ...HOUSE_EXAMPLE,
  ...CRITERIA_EXAMPLE,
};

export const PATCH_LISTING_EXAMPLE = { price: 425000, status: 'Active' };

/** The listing of the demo data. */
export const LISTING_EXAMPLE = {
  id: '019e2d0c-e16a-7b3d-9c0a-5f5f0b1f6f0e',
  type: 'listing',
  created_at: 1778872279.402118,
  updated_at: 1778872279.402118,
  deleted_at: null,
  mls: 'NTREIS',
  mls_number: '20123456',
  ...OFFER_EXAMPLE,
  location: { ...LOCATION, type: 'location' },
  ...HOUSE_EXAMPLE,
  ...CRITERIA_EXAMPLE,
};

/** Around the listing of the demo data. */
export const SEARCH_LISTINGS_EXAMPLE = {
  minimum_price: 200_000,
  maximum_price: 500_000,
  minimum_bedrooms: 2,
  listing_statuses: ['Active'],
  points: [
    { longitude: -97, latitude: 32.6 },
    { longitude: -96.6, latitude: 32.6 },
    { longitude: -96.6, latitude: 33 },
    { longitude: -97, latitude: 32.6 },
  ],
  order: '-price',
};

export const UNKNOWN_SEARCH = `SavedSearch ${OWN_SEARCH.id} not found`;
export const UNANSWERABLE = new UnanswerableSearch(OWN_SEARCH.id, ['pets']).message;

/** Two rows of a board, the first of them the listing of the demo data. */
export const IMPORT_EXAMPLE = [
  {
    OriginatingSystemName: 'NTREIS',
    ListingId: '20123456',
    ListPrice: 425000,
    StandardStatus: 'Active',
    PropertyType: 'Residential',
    BedroomsTotal: 3,
    BathroomsTotalInteger: 2,
    LivingArea: 1600,
    LivingAreaUnits: 'Square Feet',
    YearBuilt: 2008,
    UnparsedAddress: '2200 Main Street, Dallas, TX 75201',
    City: 'Dallas',
    StateOrProvince: 'TX',
    PostalCode: '75201',
    Longitude: -96.797,
    Latitude: 32.7831,
    ModificationTimestamp: '2026-05-15T19:11:19Z',
  },
  { OriginatingSystemName: 'NTREIS', ListingId: '20123457', ListPrice: 289000, StandardStatus: 'Pending' },
];

export const MLS = {
  description: 'The listing board; 1 to 64 printable characters after trimming',
  maxLength: 64,
  example: LISTING_EXAMPLE.mls,
} as const;

export const MLS_NUMBER = {
  description: 'The number of the listing on its board; 1 to 64 printable characters after trimming',
  maxLength: 64,
  example: LISTING_EXAMPLE.mls_number,
} as const;

export const STATUS = {
  description: 'Where the sale stands; compared without case',
  maxLength: 64,
  example: 'Active',
} as const;

export const NO_SUCH_NUMBER = `Listing ${MLS.example} ${MLS_NUMBER.example} not found`;

export const LISTING_IMPORT_EXAMPLE = {
  type: 'listing_import',
  lines: 2,
  imported: 1,
  unchanged: 0,
  failed: 1,
  errors: [
    {
      line: 2,
      message: 'ListPrice must be a number',
      details: [{ path: 'ListPrice', message: 'must be a number' }],
    },
  ],
};

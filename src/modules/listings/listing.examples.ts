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

const LOCATION = { longitude: -96.797, latitude: 32.7831 };

export const PUT_LISTING_EXAMPLE = { ...OFFER_EXAMPLE, location: LOCATION, ...HOUSE_EXAMPLE };

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
};

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

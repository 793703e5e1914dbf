/** A listing as the statements read it. */
export interface ListingRow {
  readonly id: string;
  readonly mls: string;
  readonly mlsNumber: string;
  readonly price: number | null;
  readonly status: string | null;
  readonly listingType: string | null;
  readonly address: Record<string, unknown> | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly bedrooms: number | null;
  readonly bathrooms: number | null;
  readonly squareMeters: number | null;
  readonly yearBuilt: number | null;
  readonly coverImageUrl: string | null;
  readonly url: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

/** SQL of a {@link ListingRow} in one column, so that a statement on another table can carry it along. */
export const listingJson = (listings: string): string => `json_build_object(
  'id', ${listings}.id, 'mls', ${listings}.mls, 'mlsNumber', ${listings}.mls_number, 'price', ${listings}.price,
  'status', ${listings}.status, 'listingType', ${listings}.listing_type, 'address', ${listings}.address,
  'longitude', ${listings}.longitude, 'latitude', ${listings}.latitude, 'bedrooms', ${listings}.bedrooms,
  'bathrooms', ${listings}.bathrooms, 'squareMeters', ${listings}.square_meters,
  'yearBuilt', ${listings}.year_built, 'coverImageUrl', ${listings}.cover_image_url, 'url', ${listings}.url,
  'createdAt', extract(epoch from ${listings}.created_at)::float8,
  'updatedAt', extract(epoch from ${listings}.updated_at)::float8,
  'deletedAt', extract(epoch from ${listings}.deleted_at)::float8)`;

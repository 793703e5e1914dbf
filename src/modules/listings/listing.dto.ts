import { ApiPropertyOptional, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { IsObject, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { MaxJsonBytes } from '../../http/body/json-bytes.js';
import { Nested } from '../../http/body/validation.js';
import { DeletedAt, EntityType, Epoch, FreeForm } from '../../http/openapi/fields.js';
import { ListingFields, ListingLocationDto, LOCATION } from './listing-fields.dto.js';
import type { ListingRow } from './listing-row.js';

/** What lists of listings can be ordered by; the first is the default. */
export const LISTING_ORDERS = ['created_at', 'updated_at', 'price'] as const;

const MAX_ADDRESS_BYTES = 16 * 1024;

@ApiSchema({ name: 'PutListing' })
export class PutListingDto extends PartialType(OmitType(ListingFields, ['address', 'location'] as const)) {
  @FreeForm('Where it is, in the words of the board; at most 16 KiB of JSON', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_ADDRESS_BYTES)
  address?: Record<string, unknown> | null;

  @ApiPropertyOptional(LOCATION)
  @IsOptional()
  @IsObject()
  @Nested(() => ListingLocationDto)
  location?: ListingLocationDto | null;
}

/** A property offered on a listing board (MLS). */
@ApiSchema({ name: 'Listing' })
export class ListingDto extends ListingFields {
  /** Id of the listing */
  @IsUUID()
  id!: string;

  @EntityType('listing')
  type!: 'listing';

  @Epoch('When it was first put here')
  created_at!: number;

  @Epoch('When it was last put here')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  /** The board it is offered on */
  @MaxLength(64)
  mls!: string;

  /** Its number on that board */
  @MaxLength(64)
  mls_number!: string;
}

export function toListingDto(row: ListingRow): ListingDto {
  const { longitude, latitude } = row;
  return {
    id: row.id,
    type: 'listing',
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    deleted_at: row.deletedAt,
    mls: row.mls,
    mls_number: row.mlsNumber,
    price: row.price,
    status: row.status,
    listing_type: row.listingType,
    address: row.address,
    location: longitude === null || latitude === null ? null : { longitude, latitude, type: 'location' },
    bedrooms: row.bedrooms,
    bathrooms: row.bathrooms,
    square_meters: row.squareMeters,
    year_built: row.yearBuilt,
    cover_image_url: row.coverImageUrl,
    url: row.url,
    property_subtype: row.propertySubtype,
    lot_square_meters: row.lotSquareMeters,
    parking_spaces: row.parkingSpaces,
    architectural_styles: row.architecturalStyles,
    mls_area: row.mlsArea,
    county: row.county,
    subdivision: row.subdivision,
    postal_code: row.postalCode,
    school_district: row.schoolDistrict,
    elementary_school: row.elementarySchool,
    middle_school: row.middleSchool,
    high_school: row.highSchool,
    list_agent: row.listAgent,
    list_office: row.listOffice,
    selling_agent: row.sellingAgent,
    selling_office: row.sellingOffice,
    pool: row.pool,
    open_house_at: row.openHouseAt,
    sold_date: row.soldDate,
  };
}

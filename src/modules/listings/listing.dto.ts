import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions, ApiSchema } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { DeletedAt, EntityType, Epoch, FreeForm } from '../../http/openapi/fields.js';
import { IsHttpUrl } from '../../http/body/http-url.js';
import { Nested } from '../../http/body/validation.js';
import type { ListingRow } from './listing-row.js';

/** Where a listing is, in requests and in answers. */
const LOCATION = {
  type: 'object',
  nullable: true,
  additionalProperties: false,
  required: ['longitude', 'latitude'],
  properties: {
    longitude: { type: 'number', minimum: -180, maximum: 180, description: 'Degrees east of Greenwich' },
    latitude: { type: 'number', minimum: -90, maximum: 90, description: 'Degrees north of the equator' },
    type: { type: 'string', enum: ['location'], description: 'What kind of entity this is' },
  },
  description: 'Where it is on the map',
} satisfies ApiPropertyOptions;

/** A place on earth. */
@ApiSchema({ name: 'ListingLocation' })
export class ListingLocationDto {
  /** Degrees east of Greenwich; -180 to 180 */
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude!: number;

  /** Degrees north of the equator; -90 to 90 */
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude!: number;

  /** What kind of entity this is */
  @IsOptional()
  @IsIn(['location'])
  type?: 'location';
}

@ApiSchema({ name: 'PutListing' })
export class PutListingDto {
  /** What it is offered for, in the currency of its board */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1e15)
  price?: number | null;

  /** Where the sale stands, such as `Active` or `Sold` */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  status?: string | null;

  /** What kind of property it is, such as `Residential` */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  listing_type?: string | null;

  @FreeForm('Where it is, in the words of the board', { nullable: true, required: false })
  @IsOptional()
  @IsObject()
  address?: Record<string, unknown> | null;

  @ApiPropertyOptional(LOCATION)
  @IsOptional()
  @IsObject()
  @Nested(() => ListingLocationDto)
  location?: ListingLocationDto | null;

  /** How many bedrooms it has */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(10_000)
  bedrooms?: number | null;

  /** How many bathrooms it has; a half bath counts as 0.5 */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(10_000)
  bathrooms?: number | null;

  /** Interior area; square metres */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1e9)
  square_meters?: number | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true, description: 'When it was built; a year' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9999)
  year_built?: number | null;

  /** Address of its picture; http or https */
  @IsOptional()
  @IsString()
  @IsHttpUrl()
  @MaxLength(2048)
  cover_image_url?: string | null;

  /** Address of its page; http or https */
  @IsOptional()
  @IsString()
  @IsHttpUrl()
  @MaxLength(2048)
  url?: string | null;
}

/** A property offered on a listing board (MLS). */
@ApiSchema({ name: 'Listing' })
export class ListingDto {
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

  /** What it is offered for, in the currency of its board */
  price!: number | null;

  /** Where the sale stands, such as `Active` or `Sold` */
  @MaxLength(64)
  status!: string | null;

  /** What kind of property it is */
  @MaxLength(64)
  listing_type!: string | null;

  @FreeForm('Where it is, in the words of the board', { nullable: true })
  address!: Record<string, unknown> | null;

  @ApiProperty(LOCATION)
  location!: ListingLocationDto | null;

  /** How many bedrooms it has */
  bedrooms!: number | null;

  /** How many bathrooms it has; a half bath counts as 0.5 */
  bathrooms!: number | null;

  /** Interior area; square metres */
  square_meters!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'When it was built; a year' })
  year_built!: number | null;

  /** Address of its picture; http or https */
  @MaxLength(2048)
  cover_image_url!: string | null;

  /** Address of its page; http or https */
  @MaxLength(2048)
  url!: string | null;
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
  };
}

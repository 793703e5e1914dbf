import { ApiProperty, ApiSchema, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsHttpUrl } from '../../http/body/http-url.js';
import { FreeForm } from '../../http/openapi/fields.js';
import { Amount, Count, Words } from '../saved-searches/criterion.js';

const END_OF_YEAR_9999 = 253_402_300_799;

/** Where a listing is, in requests and in answers. */
export const LOCATION = {
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

/** What is known of a listing, in requests and in answers. Searches go by these fields. */
export class ListingFields {
  /** What it is offered for, in the currency of its board */
  @Amount()
  price!: number | null;

  /** Where the sale stands, such as `Active` or `Sold` */
  @IsString()
  @MaxLength(64)
  status!: string | null;

  /** What kind of property it is, such as `Residential`; searches call it `property_types` */
  @IsString()
  @MaxLength(64)
  listing_type!: string | null;

  @FreeForm('Where it is, in the words of the board', { nullable: true })
  address!: Record<string, unknown> | null;

  @ApiProperty(LOCATION)
  location!: ListingLocationDto | null;

  /** How many bedrooms it has */
  @Amount(10_000)
  bedrooms!: number | null;

  /** How many bathrooms it has; a half bath counts as 0.5 */
  @Amount(10_000)
  bathrooms!: number | null;

  /** Interior area; square metres */
  @Amount(1e9)
  square_meters!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'When it was built; a year' })
  @IsInt()
  @Min(1)
  @Max(9999)
  year_built!: number | null;

  /** Address of its picture; http or https */
  @IsString()
  @IsHttpUrl()
  @MaxLength(2048)
  cover_image_url!: string | null;

  /** Address of its page; http or https */
  @IsString()
  @IsHttpUrl()
  @MaxLength(2048)
  url!: string | null;

  /** What kind of property it is, more finely, such as `RES-Single Family` */
  @IsString()
  @MaxLength(255)
  property_subtype!: string | null;

  /** Area of the lot; square metres */
  @Amount(1e12)
  lot_square_meters!: number | null;

  /** How many cars can be parked; a count */
  @Count()
  parking_spaces!: number | null;

  /** Architectural styles, such as `Ranch` */
  @Words()
  architectural_styles!: string[] | null;

  /** The area as the board numbers or names it */
  @IsString()
  @MaxLength(255)
  mls_area!: string | null;

  /** County */
  @IsString()
  @MaxLength(255)
  county!: string | null;

  /** Subdivision */
  @IsString()
  @MaxLength(255)
  subdivision!: string | null;

  /** Postal code; where none is sent, it is taken from the `postcode` of `address` */
  @IsString()
  @MaxLength(64)
  postal_code!: string | null;

  /** School district */
  @IsString()
  @MaxLength(255)
  school_district!: string | null;

  /** Elementary or primary school */
  @IsString()
  @MaxLength(255)
  elementary_school!: string | null;

  /** Middle, junior high or intermediate school */
  @IsString()
  @MaxLength(255)
  middle_school!: string | null;

  /** High or senior high school */
  @IsString()
  @MaxLength(255)
  high_school!: string | null;

  /** Agent on the seller's side, by the number at the listing board */
  @IsString()
  @MaxLength(255)
  list_agent!: string | null;

  /** Office on the seller's side, by the number at the listing board */
  @IsString()
  @MaxLength(255)
  list_office!: string | null;

  /** Agent on the buyer's side, by the number at the listing board */
  @IsString()
  @MaxLength(255)
  selling_agent!: string | null;

  /** Office on the buyer's side, by the number at the listing board */
  @IsString()
  @MaxLength(255)
  selling_office!: string | null;

  /** Whether it has a pool */
  @ApiProperty({ type: 'boolean', nullable: true })
  @IsBoolean()
  pool!: boolean | null;

  /** When the next open house is; epoch seconds */
  @Amount(END_OF_YEAR_9999)
  open_house_at!: number | null;

  /** When it was sold; epoch seconds */
  @Amount(END_OF_YEAR_9999)
  sold_date!: number | null;
}

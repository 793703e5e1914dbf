import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { EntityType } from '../../http/openapi/fields.js';
import { Amount, Count, Currency, Flag, NotBelow, Words } from './criterion.js';

export const MAX_POINTS = 1_000;
const MAX_YEAR = 9_999;
const END_OF_YEAR_9999 = 253_402_300_799;

export class PointInput {
  /** Degrees east of Greenwich */
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude!: number;

  /** Degrees north of the equator */
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude!: number;

  @ApiProperty({ type: 'string', enum: ['location'], required: false, description: 'May be left out' })
  @IsOptional()
  @IsIn(['location'])
  type?: 'location';
}

/** A place on the map. */
@ApiSchema({ name: 'Point' })
export class PointDto {
  /** Degrees east of Greenwich */
  @ApiProperty({ minimum: -180, maximum: 180 })
  longitude!: number;

  /** Degrees north of the equator */
  @ApiProperty({ minimum: -90, maximum: 90 })
  latitude!: number;

  @EntityType('location')
  type!: 'location';
}

/** What a search looks for. Its fields are declared in the order in which they are answered. */
export class SearchCriteria {
  /** Lowest price, in `currency` */
  @Amount()
  minimum_price!: number | null;

  /** Highest price, in `currency`; not below `minimum_price` */
  @Amount()
  @NotBelow('minimum_price')
  maximum_price!: number | null;

  /** Currency of the prices; ISO 4217; USD where none was given */
  @Currency()
  currency!: string;

  /** Smallest interior area; square metres */
  @Amount()
  minimum_square_meters!: number | null;

  /** Largest interior area; square metres; not below `minimum_square_meters` */
  @Amount()
  @NotBelow('minimum_square_meters')
  maximum_square_meters!: number | null;

  /** Smallest area of the lot; square metres */
  @Amount()
  minimum_lot_square_meters!: number | null;

  /** Largest area of the lot; square metres; not below `minimum_lot_square_meters` */
  @Amount()
  @NotBelow('minimum_lot_square_meters')
  maximum_lot_square_meters!: number | null;

  /** Fewest bedrooms; a count */
  @Count()
  minimum_bedrooms!: number | null;

  /** Most bedrooms; a count, not below `minimum_bedrooms` */
  @Count()
  @NotBelow('minimum_bedrooms')
  maximum_bedrooms!: number | null;

  /** Fewest bathrooms; 1.5 is one and one without a bath */
  @Amount(10_000)
  minimum_bathrooms!: number | null;

  /** Most bathrooms; not below `minimum_bathrooms` */
  @Amount(10_000)
  @NotBelow('minimum_bathrooms')
  maximum_bathrooms!: number | null;

  /** Earliest year of construction */
  @Count(MAX_YEAR)
  minimum_year_built!: number | null;

  /** Latest year of construction; not below `minimum_year_built` */
  @Count(MAX_YEAR)
  @NotBelow('minimum_year_built')
  maximum_year_built!: number | null;

  /** Fewest parking spaces; a count */
  @Count()
  minimum_parking_spaces!: number | null;

  /** Kinds of property, such as `Residential` */
  @Words()
  property_types!: string[] | null;

  /** Finer kinds of property, such as `RES-Single Family` */
  @Words()
  property_subtypes!: string[] | null;

  /** Statuses a listing may have, such as `Active` */
  @Words()
  listing_statuses!: string[] | null;

  /** Architectural styles, such as `Ranch` */
  @Words()
  architectural_styles!: string[] | null;

  /** The outline of the area to search in: a closed ring of points, the last one equal to the first */
  @ApiProperty({ type: [PointDto], nullable: true, minItems: 4, maxItems: MAX_POINTS })
  points!: PointDto[] | null;

  /** Areas as the listing board numbers them */
  @Words()
  mls_areas!: string[] | null;

  /** Counties */
  @Words()
  counties!: string[] | null;

  /** Subdivisions */
  @Words()
  subdivisions!: string[] | null;

  /** Postal codes */
  @Words()
  postal_codes!: string[] | null;

  /** School districts */
  @Words()
  school_districts!: string[] | null;

  /** Primary schools */
  @Words()
  primary_schools!: string[] | null;

  /** Middle schools */
  @Words()
  middle_schools!: string[] | null;

  /** Elementary schools */
  @Words()
  elementary_schools!: string[] | null;

  /** Senior high schools */
  @Words()
  senior_high_schools!: string[] | null;

  /** Junior high schools */
  @Words()
  junior_high_schools!: string[] | null;

  /** Intermediate schools */
  @Words()
  intermediate_schools!: string[] | null;

  /** High schools */
  @Words()
  high_schools!: string[] | null;

  /** Agents on the seller's side, by their number at the listing board */
  @Words()
  list_agents!: string[] | null;

  /** Offices on the seller's side, by their number at the listing board */
  @Words()
  list_offices!: string[] | null;

  /** Agents on the buyer's side, by their number at the listing board */
  @Words()
  selling_agents!: string[] | null;

  /** Offices on the buyer's side, by their number at the listing board */
  @Words()
  selling_offices!: string[] | null;

  /** Agents on either side, by their number at the listing board */
  @Words()
  agents!: string[] | null;

  /** Offices on either side, by their number at the listing board */
  @Words()
  offices!: string[] | null;

  /** Whether it has a pool */
  @Flag()
  pool!: boolean | null;

  /** Whether an open house is announced */
  @Flag()
  open_house!: boolean | null;

  /** Whether pets are allowed */
  @Flag()
  pets!: boolean | null;

  /** How many pets have to be allowed; a count */
  @Count()
  number_of_pets_allowed!: number | null;

  /** Whether applying costs a fee */
  @Flag()
  application_fee!: boolean | null;

  /** Whether it comes with appliances */
  @Flag()
  appliances!: boolean | null;

  /** Whether it is furnished */
  @Flag()
  furnished!: boolean | null;

  /** Whether the yard has a fence */
  @Flag()
  fenced_yard!: boolean | null;

  /** Whether it is offered by its office only, not on a listing board */
  @Flag()
  office_exclusive!: boolean | null;

  /** Whether the master bedroom is on the first floor; `false`: it may be anywhere */
  @Flag({ nullable: false })
  master_bedroom_in_first_floor!: boolean;

  /** Sold at this moment or later; epoch seconds */
  @Amount(END_OF_YEAR_9999)
  minimum_sold_date!: number | null;

  /** Free text to look for */
  @ApiProperty({ type: 'string', nullable: true, minLength: 1, maxLength: 1_000 })
  @IsString()
  @Length(1, 1_000)
  search!: string | null;
}

/** The names of all criteria, in the order in which they are answered: class fields exist as soon as they are declared. */
export const CRITERIA = Object.keys(new SearchCriteria()) as (keyof SearchCriteria)[];

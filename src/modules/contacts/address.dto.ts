import { ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_PART = 500;

/** A postal address, in parts. Which of them are used is the client's choice. */
@ApiSchema({ name: 'Address' })
export class AddressDto {
  /** Number of the house, such as `2200` */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  house_num?: string | null;

  /** Name of the street, such as `Main` */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  name?: string | null;

  /** Kind of street, such as `Street` */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  suftype?: string | null;

  /** Flat, suite or floor */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  unit?: string | null;

  /** City or town */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  city?: string | null;

  /** State, province or region */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  state?: string | null;

  /** Postal code */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  postcode?: string | null;

  /** Country, by name or code */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  country?: string | null;

  /** Whatever else helps to find it */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  extra?: string | null;

  /** First line, as on an envelope */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  line1?: string | null;

  /** Second line, as on an envelope */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART)
  line2?: string | null;

  /** The whole of it, on one line */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PART * 4)
  full?: string | null;
}

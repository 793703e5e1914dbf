import { ApiHideProperty, ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  Allow,
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { FitsTogether } from '../../http/body/fits-together.js';
import { Nested } from '../../http/body/validation.js';
import { AddressDto } from './address.dto.js';
import { attributeFaults } from './attribute-faults.js';
import { ATTRIBUTE_TYPE_NAMES, type AttributeType } from './attribute-types.js';
import { ADDED_ATTRIBUTES_INPUT } from './contact.examples.js';

export const MAX_ATTRIBUTES = 100;
export const MAX_TEXT = 10_000;
export const MAX_LABEL = 255;
/** The first and the last second of the years 1 to 9999, which every calendar at hand can show. */
export const MIN_DATE = -62_135_596_800;
export const MAX_DATE = 253_402_300_799;
/** The range of PostgreSQL's `int`. */
export const MIN_INDEX = -2_147_483_648;
export const MAX_INDEX = 2_147_483_647;

/** What an attribute is answered with and the server alone decides: sending it back does no harm. */
class ServerOwnedFields {
  @Allow() @ApiHideProperty() id?: unknown;
  @Allow() @ApiHideProperty() type?: unknown;
  @Allow() @ApiHideProperty() contact?: unknown;
  @Allow() @ApiHideProperty() brand?: unknown;
  @Allow() @ApiHideProperty() created_by?: unknown;
  @Allow() @ApiHideProperty() updated_by?: unknown;
  @Allow() @ApiHideProperty() created_at?: unknown;
  @Allow() @ApiHideProperty() updated_at?: unknown;
  @Allow() @ApiHideProperty() deleted_at?: unknown;
}

export class AttributeInput extends ServerOwnedFields {
  @ApiProperty({
    enum: ATTRIBUTE_TYPE_NAMES,
    description:
      'What is stated. Of `first_name`, `middle_name`, `last_name`, `marketing_name`, `nickname`, `title`, `company`, `job_title`, `birthday`, `profile_image_url`, `cover_image_url` and `source_type` a contact has one: a new one replaces it. Of the others it can have any number.',
  })
  @IsIn(ATTRIBUTE_TYPE_NAMES)
  attribute_type!: AttributeType;

  /**
   * The value of every type that is no date and no address. It is kept without white space around it. An `email` is kept in lower case; a `phone_number` is
   * kept in E.164 form, such as +15555550123; without a country code it is one of `DEFAULT_COUNTRY`. A `website`, a `profile_image_url` and a
   * `cover_image_url` are http or https URLs.
   */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  text?: string | null;

  /**
   * The value of `birthday`, `child_birthday`, `home_anniversary`, `wedding_anniversary` and `important_date`; epoch
   * seconds, of the years 1 to 9999
   */
  @IsOptional()
  @IsNumber()
  @Min(MIN_DATE)
  @Max(MAX_DATE)
  date?: number | null;

  /** The value of `postal_address` */
  @IsOptional()
  @IsObject()
  @Nested(() => AddressDto)
  address?: AddressDto | null;

  /** What the owner calls it, such as `Mobile`; of `email`, `phone_number`, `website`, `important_date` and `postal_address` only */
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL)
  label?: string | null;

  /** Position among those of its type; a whole number whose meaning is the client's */
  @IsOptional()
  @IsInt()
  @Min(MIN_INDEX)
  @Max(MAX_INDEX)
  index?: number | null;

  /**
   * Whether it becomes the primary one of its type, in place of the former one. A contact's first `email` and first
   * `phone_number` do so in any case.
   */
  @IsOptional()
  @IsBoolean()
  is_primary?: boolean;

  /** Whether it is about the contact's partner */
  @IsOptional()
  @IsBoolean()
  is_partner?: boolean;
}

@FitsTogether(attributeFaults)
@ApiSchema({ name: 'AddAttributes' })
export class AddAttributesDto {
  /** What to add; all of it, or none where any of it is refused */
  @ApiProperty({ example: ADDED_ATTRIBUTES_INPUT, maxItems: MAX_ATTRIBUTES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_ATTRIBUTES)
  @Nested(() => AttributeInput, { each: true })
  attributes!: AttributeInput[];
}

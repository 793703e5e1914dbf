import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
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
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { DeletedAt, EntityType, Epoch } from '../../http/schema.js';
import { Nested } from '../../http/validation.js';
import { ATTRIBUTE_TYPE_NAMES, type AttributeType } from './attribute-types.js';
import type { ContactAttribute } from './contact-attribute.entity.js';
import { ADDED_ATTRIBUTES_INPUT } from './contact.examples.js';
import { AddressDto } from './address.dto.js';
import type { AttributeRow } from './contact-attributes.repository.js';

export const MAX_ATTRIBUTES = 100;
export const MAX_TEXT = 10_000;
export const MAX_LABEL = 255;
/** The first and the last second of the years 1 to 9999, which every calendar at hand can show. */
export const MIN_DATE = -62_135_596_800;
export const MAX_DATE = 253_402_300_799;
/** The range of PostgreSQL's `int`. */
const MIN_INDEX = -2_147_483_648;
const MAX_INDEX = 2_147_483_647;

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
   * The value of every type that is no date and no address. An `email` is kept in lower case; a `phone_number` needs
   * its country code and is kept in E.164 form, such as +15555550123.
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
  @MaxLength(MAX_LABEL)
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
  is_primary?: boolean = false;

  /** Whether it is about the contact's partner */
  @IsOptional()
  @IsBoolean()
  is_partner?: boolean = false;
}

export class AddAttributesDto {
  /** What to add; all of it, or none where any of it is refused */
  @ApiProperty({ example: ADDED_ATTRIBUTES_INPUT, maxItems: MAX_ATTRIBUTES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_ATTRIBUTES)
  @Nested(() => AttributeInput, { each: true })
  attributes!: AttributeInput[];
}

/** One fact about a contact. */
export class ContactAttributeDto {
  /** Id of the attribute; uuid */
  id!: string;

  /** Id of the contact; uuid */
  contact!: string;

  @Epoch('When it was added')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  /** What the owner calls it */
  @MaxLength(MAX_LABEL)
  label!: string | null;

  /** Whether it is the primary one of its type */
  is_primary!: boolean;

  /** Whether it is about the contact's partner */
  is_partner!: boolean;

  /** Position among those of its type; a whole number */
  @IsInt()
  @Min(MIN_INDEX)
  @Max(MAX_INDEX)
  index!: number | null;

  /** Id of the user who added it; uuid; null where a portal or a visitor did */
  created_by!: string | null;

  /** Id of the user who last changed it; uuid; null where a portal or a visitor did */
  updated_by!: string | null;

  @ApiProperty({ enum: ATTRIBUTE_TYPE_NAMES, description: 'What is stated' })
  attribute_type!: AttributeType;

  /** The value, where it is a text */
  @MaxLength(MAX_TEXT)
  text!: string | null;

  /** The value, where it is a date; epoch seconds */
  @Min(MIN_DATE)
  @Max(MAX_DATE)
  date!: number | null;

  /** The value, where it is an address */
  address!: AddressDto | null;

  @EntityType('contact_attribute')
  type!: 'contact_attribute';
}

/** A row of the statement that adds attributes on behalf of a portal. */
export function rowToContactAttributeDto(row: AttributeRow): ContactAttributeDto {
  return {
    id: row.id,
    contact: row.contactId,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    deleted_at: row.deletedAt,
    label: row.label,
    is_primary: row.isPrimary,
    is_partner: row.isPartner,
    index: row.index,
    created_by: row.createdById,
    updated_by: row.updatedById,
    attribute_type: row.attributeType,
    text: row.text,
    date: row.date,
    address: row.address,
    type: 'contact_attribute',
  };
}

export function toContactAttributeDto(attribute: ContactAttribute): ContactAttributeDto {
  return rowToContactAttributeDto({
    id: attribute.id,
    contactId: attribute.contact.id,
    createdAt: attribute.createdAt,
    updatedAt: attribute.updatedAt,
    deletedAt: attribute.deletedAt ?? null,
    label: attribute.label ?? null,
    isPrimary: attribute.isPrimary,
    isPartner: attribute.isPartner,
    index: attribute.index ?? null,
    createdById: attribute.createdBy?.id ?? null,
    updatedById: attribute.updatedBy?.id ?? null,
    attributeType: attribute.attributeType as AttributeType,
    text: attribute.text ?? null,
    date: attribute.date ?? null,
    address: attribute.address ?? null,
  });
}

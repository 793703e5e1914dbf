import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsInt, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { DeletedAt, EntityType, Epoch } from '../../http/openapi/fields.js';
import { AddressDto } from './address.dto.js';
import { MAX_DATE, MAX_INDEX, MAX_LABEL, MAX_TEXT, MIN_DATE, MIN_INDEX } from './attribute-input.dto.js';
import { ATTRIBUTE_TYPE_NAMES, type AttributeType } from './attribute-types.js';
import type { AttributeRow } from './contact-attributes.repository.js';

/** One fact about a contact. */
@ApiSchema({ name: 'ContactAttribute' })
export class ContactAttributeDto {
  /** Id of the attribute */
  @IsUUID()
  id!: string;

  /** Id of the contact */
  @IsUUID()
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

  /** Id of the user who added it; null where a portal or a visitor did */
  @IsUUID()
  created_by!: string | null;

  /** Id of the user who last changed it; null where a portal or a visitor did */
  @IsUUID()
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
export function toContactAttributeDto(row: AttributeRow): ContactAttributeDto {
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

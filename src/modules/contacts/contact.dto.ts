import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsUUID, MaxLength } from 'class-validator';
import { DeletedAt, EntityType, Epoch, Texts } from '../../http/openapi/fields.js';
import { RawJson } from '../../http/response/raw-json.js';
import { BrandDto, toBrandDto } from '../brands/brand.dto.js';
import type { Brand } from '../brands/brand.entity.js';
import { MAX_TEXT } from './attribute-input.dto.js';
import { ContactAttributeDto, toContactAttributeDto } from './contact-attribute.dto.js';
import { MAX_LIVE_ATTRIBUTES } from './contacts.errors.js';
import type { ContactRow } from './contact.repository.js';
import type { KnownContact } from './contacts.service.js';

export const CONTACT_ASSOCIATIONS = ['contact.attributes', 'contact.brand'] as const;

/** A visitor's record in one brand. All that is known of the visitor is derived from the live attributes. */
@ApiSchema({ name: 'Contact' })
export class ContactDto {
  /** Id of the contact */
  @IsUUID()
  id!: string;

  @EntityType('contact')
  type!: 'contact';

  @Epoch('When it was created')
  created_at!: number;

  @Epoch('When it, or what is known of the contact, last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  @ApiPropertyOptional({
    type: () => BrandDto,
    description: 'The brand it belongs to; only with `associations=contact.brand`',
  })
  brand?: RawJson;

  /** Id of the user who created it; null where a visitor did */
  @IsUUID()
  created_by!: string | null;

  /** Id of the user who last changed it; null where a portal or a visitor did */
  @IsUUID()
  updated_by!: string | null;

  /** What to call the contact: first and last name, else nickname, company, e-mail address or phone number; null where none is known */
  @MaxLength(2 * MAX_TEXT + 1)
  display_name!: string | null;

  /** First name */
  @MaxLength(MAX_TEXT)
  first_name!: string | null;

  /** Middle name */
  @MaxLength(MAX_TEXT)
  middle_name!: string | null;

  /** Last name */
  @MaxLength(MAX_TEXT)
  last_name!: string | null;

  /** Company the contact works for */
  @MaxLength(MAX_TEXT)
  company!: string | null;

  /** The primary e-mail address */
  @MaxLength(MAX_TEXT)
  email!: string | null;

  @Texts('All e-mail addresses, the primary one first; null when there are none', {
    maxItems: MAX_LIVE_ATTRIBUTES,
    maxLength: MAX_TEXT,
  })
  emails!: string[] | null;

  /** The primary phone number; E.164 */
  @MaxLength(MAX_TEXT)
  phone_number!: string | null;

  @Texts('All phone numbers, the primary one first; E.164; null when there are none', {
    maxItems: MAX_LIVE_ATTRIBUTES,
    maxLength: MAX_TEXT,
  })
  phone_numbers!: string[] | null;

  /** Birthday; epoch seconds */
  birthday!: number | null;

  @Texts('Its tags, each once; null when there are none', {
    maxItems: MAX_LIVE_ATTRIBUTES,
    maxLength: MAX_TEXT,
  })
  tags!: string[] | null;

  /** Address of a picture of the contact */
  @MaxLength(MAX_TEXT)
  profile_image_url!: string | null;

  @Epoch('When the contact was last seen', { nullable: true })
  last_touch!: number | null;

  @ApiPropertyOptional({
    type: [ContactAttributeDto],
    maxItems: MAX_LIVE_ATTRIBUTES,
    description: 'Its live attributes, oldest first; only with `associations=contact.attributes`',
  })
  attributes?: ContactAttributeDto[];
}

/** Hundreds of contacts may embed one brand, which may be hundreds of kilobytes: it is written once. */
const written = new WeakMap<Brand, RawJson>();

function brandJson(brand: Brand, defaultBaseUrl: string): RawJson {
  const json = written.get(brand) ?? new RawJson(JSON.stringify(toBrandDto(brand, defaultBaseUrl)));
  written.set(brand, json);
  return json;
}

export function toContactDto(
  { contact, brand, attributes }: KnownContact,
  defaultBaseUrl: string,
): ContactDto {
  const isDeleted = contact.deletedAt !== null;
  return {
    id: contact.id,
    type: 'contact',
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    deleted_at: contact.deletedAt,
    ...(brand && { brand: brandJson(brand, defaultBaseUrl) }),
    created_by: contact.createdById,
    updated_by: contact.updatedById,
    ...(isDeleted ? NOTHING_KNOWN : summaryOf(contact)),
    ...(attributes && { attributes: isDeleted ? [] : attributes.map(toContactAttributeDto) }),
  };
}

const summaryOf = (contact: ContactRow) => ({
  display_name: contact.displayName,
  first_name: contact.firstName,
  middle_name: contact.middleName,
  last_name: contact.lastName,
  company: contact.company,
  email: contact.email,
  emails: contact.emails,
  phone_number: contact.phoneNumber,
  phone_numbers: contact.phoneNumbers,
  birthday: contact.birthday,
  tags: contact.tags,
  profile_image_url: contact.profileImageUrl,
  last_touch: contact.lastTouch,
});

const NOTHING_KNOWN: ReturnType<typeof summaryOf> = {
  display_name: null,
  first_name: null,
  middle_name: null,
  last_name: null,
  company: null,
  email: null,
  emails: null,
  phone_number: null,
  phone_numbers: null,
  birthday: null,
  tags: null,
  profile_image_url: null,
  last_touch: null,
};

import { ApiExtraModels, ApiProperty, ApiPropertyOptional, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { Allow, IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { FitsTogether } from '../../http/body/fits-together.js';
import { RawJson } from '../../http/response/raw-json.js';
import { DeletedAt, EntityType, Epoch, FreeForm } from '../../http/openapi/fields.js';
import { ListingDto, toListingDto } from '../listings/listing.dto.js';
import { activityFaults } from './activity-faults.js';
import { OBJECT_CLASSES, type ObjectClass } from './activity-names.js';
import type { ActivityRow, ClassedActivityRow } from './activity.repository.js';

export const ACTIVITY_ASSOCIATIONS = ['activity.object'] as const;

const UUID = { type: 'string', format: 'uuid' } as const;
const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;

type JsonObject = Record<string, unknown>;

/**
 * What a contact did. What it was done to is the first of these that is given: `object_sa`, `object`, `listing`,
 * `search`, `lead`; with none of them it is an empty `contact_lead`. Stand-alone objects have at most 32 KiB and
 * nest at most 20 deep.
 */
@FitsTogether(activityFaults)
@ApiSchema({ name: 'RecordActivity' })
export class RecordActivityDto {
  /**
   * One of `ContactViewedListing`, `ContactSharedListing`, `ContactFavoritedListing`,
   * `ContactRemovedFavoriteListing`, `ContactValuedListing`, `ContactSearchedListings`, `ContactCreatedSearch`,
   * `ContactRemovedSearch`, `ContactSignedUp`, `ContactLoggedIn`, or a name that the operator added
   */
  @IsString()
  @MaxLength(64)
  action!: string;

  /**
   * A listing: its id, or an object with `id`, or with `mls_number` and perhaps `mls`. It is looked up by id, then by
   * number. An unknown id alone is an error; an object that leads to no listing is kept as a `contact_listing`.
   */
  @ApiPropertyOptional({ anyOf: [UUID, ANY_OBJECT, { type: 'null' }] })
  @Allow()
  listing?: unknown;

  @FreeForm('What the contact sent, kept stand-alone as a `contact_lead`', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsObject()
  lead?: JsonObject | null;

  /** Id of a listing. Only with `object_class` listing */
  @IsOptional()
  @IsUUID()
  object?: string | null;

  /** `contact_lead`, `contact_listing`, `contact_search` or `listing`, in any casing, also as `ContactLead` */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  object_class?: string | null;

  @FreeForm('The object itself, kept stand-alone under `object_class`', { nullable: true, required: false })
  @IsOptional()
  @IsObject()
  object_sa?: JsonObject | null;

  @FreeForm('What the contact searched for, kept stand-alone as a `contact_search`', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsObject()
  search?: JsonObject | null;

  /** Remarks; answered as `description` */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  notes?: string | null;
}

/** Something a contact did. */
@ApiExtraModels(ListingDto)
@ApiSchema({ name: 'Activity' })
export class ActivityDto {
  /** Id of the activity */
  @IsUUID()
  id!: string;

  /** Id of the contact */
  @IsUUID()
  reference!: string;

  @ApiProperty({ type: 'string', enum: ['Contact'], description: 'What kind of entity `reference` is' })
  reference_type!: 'Contact';

  @Epoch('When it was recorded')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  @ApiProperty({
    anyOf: [ANY_OBJECT, UUID, { $ref: getSchemaPath(ListingDto) }],
    description:
      'What it was done to: the stand-alone object as it was sent, or the id of a listing; with `associations=activity.object` the listing itself',
  })
  object!: RawJson | string | ListingDto;

  /** What the contact did */
  @MaxLength(64)
  action!: string;

  /** Whether portals may show it */
  is_visible!: boolean;

  @ApiProperty({ ...UUID, nullable: true, description: 'Always null: an activity belongs to its contact' })
  brand!: string | null;

  @ApiProperty({ ...UUID, nullable: true, description: 'Id of the user who recorded it; null for a portal' })
  created_by!: string | null;

  /** The `notes` it was recorded with */
  @MaxLength(10_000)
  description!: string | null;

  @EntityType('activity')
  type!: 'activity';
}

/** The same as those see it who look after the contact. */
@ApiSchema({ name: 'ContactActivity' })
export class ContactActivityDto extends ActivityDto {
  @ApiProperty({ enum: OBJECT_CLASSES, description: 'What kind of object `object` is' })
  object_class!: ObjectClass;
}

export const wantsListing = (asked: AskedAssociations): boolean => asked.has(ACTIVITY_ASSOCIATIONS[0]);

export function toActivityDto(row: ActivityRow): ActivityDto {
  return {
    id: row.id,
    reference: row.contactId,
    reference_type: 'Contact',
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    deleted_at: row.deletedAt,
    object: objectOf(row),
    action: row.action,
    is_visible: row.isVisible,
    brand: null,
    created_by: row.createdById,
    description: row.description,
    type: 'activity',
  };
}

export const toContactActivityDto = (row: ClassedActivityRow): ContactActivityDto =>
  Object.assign(toActivityDto(row), { object_class: row.objectClass as ObjectClass });

function objectOf({ objectSa, listing, listingId }: ActivityRow): ActivityDto['object'] {
  if (objectSa !== null) return new RawJson(objectSa);
  return listing ? toListingDto(listing) : (listingId as string);
}

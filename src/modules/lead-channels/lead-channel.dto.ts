import { ApiSchema } from '@nestjs/swagger';
import { IsUUID, MaxLength } from 'class-validator';
import { DeletedAt, EntityType, Epoch, Texts } from '../../http/openapi/fields.js';
import type { LeadChannel } from './lead-channel.entity.js';

/** Where a brand's leads come in. */
@ApiSchema({ name: 'LeadChannel' })
export class LeadChannelDto {
  /** Id of the lead channel */
  @IsUUID()
  id!: string;

  /** What the brand calls it */
  @MaxLength(255)
  name!: string;

  /** Id of the brand it belongs to */
  @IsUUID()
  brand!: string;

  /** The phone number whose messages come in here; E.164 */
  @MaxLength(32)
  capture_number!: string | null;

  @Texts('The listing boards whose numbers it understands; null: all', { maxItems: 1_000, maxLength: 255 })
  mls!: string[] | null;

  /** Whether this is the channel of leads that name none */
  is_default!: boolean;

  @EntityType('lead_channel')
  type!: 'lead_channel';

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  @Epoch('When a lead last came in', { nullable: true })
  last_capture_date!: number | null;

  /** How many routing rules it has; a number in a string */
  @MaxLength(20)
  rules_count!: string;

  /** A title to show in place of the name */
  @MaxLength(255)
  title!: string | null;
}

/** Every channel has one rule: the brand takes the lead. */
const RULES_COUNT = '1';

export function toLeadChannelDto(channel: LeadChannel): LeadChannelDto {
  return {
    id: channel.id,
    name: channel.name,
    brand: channel.brand.id,
    capture_number: channel.captureNumber ?? null,
    mls: channel.mls ?? null,
    is_default: channel.isDefault,
    type: 'lead_channel',
    created_at: channel.createdAt,
    updated_at: channel.updatedAt,
    deleted_at: channel.deletedAt ?? null,
    last_capture_date: channel.lastCaptureDate ?? null,
    rules_count: RULES_COUNT,
    title: channel.title ?? null,
  };
}

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsUUID, MaxLength } from 'class-validator';
import { EntityType, Epoch } from '../../http/openapi/fields.js';
import { RawJson } from '../../http/response/raw-json.js';
import type { LeadRow } from './lead.repository.js';

const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;

/** Somebody who asked to be called, once. */
@ApiSchema({ name: 'Lead' })
export class LeadDto {
  /** Id of the lead */
  @IsUUID()
  id!: string;

  @EntityType('lead')
  type!: 'lead';

  /** Id of the contact */
  @IsUUID()
  contact!: string;

  /** Id of the lead channel that it came in by */
  @IsUUID()
  lead_channel!: string;

  @ApiProperty({ ...ANY_OBJECT, description: 'What was sent' })
  raw_payload!: RawJson;

  @ApiProperty({ ...ANY_OBJECT, description: 'What was understood of it, in normal forms' })
  parsed_payload!: RawJson;

  /** What kind of source it comes from */
  @MaxLength(255)
  source_type!: string | null;

  @Epoch('When it came in')
  created_at!: number;
}

export function toLeadDto(row: LeadRow): LeadDto {
  return {
    id: row.id,
    type: 'lead',
    contact: row.contactId,
    lead_channel: row.leadChannelId,
    raw_payload: new RawJson(row.rawPayload),
    parsed_payload: new RawJson(row.parsedPayload),
    source_type: row.sourceType,
    created_at: row.createdAt,
  };
}

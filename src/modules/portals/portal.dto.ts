import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { DeletedAt, EntityType, Epoch, Texts } from '../../http/openapi/fields.js';
import { BrandDto, toBrandDto } from '../brands/brand.dto.js';
import { LeadChannelDto, toLeadChannelDto } from '../lead-channels/lead-channel.dto.js';
import type { Portal } from './portal.entity.js';
import type { PortalEntry } from './portal.repository.js';

export const PORTAL_ASSOCIATIONS = ['portal.brand', 'portal.lead_channel'] as const;

const DAY = 86_400;

@ApiSchema({ name: 'RotateToken' })
export class RotateTokenDto {
  /** How long the former token goes on working; seconds, a day at most. Without it, the former token stops at once. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAY)
  grace_seconds?: number;
}

/** The public surface of a brand. */
@ApiSchema({ name: 'Portal' })
export class PortalDto {
  /** Id of the portal */
  @ApiProperty()
  @IsUUID()
  id!: string;

  @ApiPropertyOptional({
    type: () => BrandDto,
    description: 'The brand it belongs to; only with `associations=portal.brand`',
  })
  brand?: BrandDto;

  @ApiPropertyOptional({
    type: () => LeadChannelDto,
    nullable: true,
    description: 'The lead channel attached to it; only with `associations=portal.lead_channel`',
  })
  lead_channel?: LeadChannelDto | null;

  @EntityType('portal')
  type!: 'portal';

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it last changed; adding or removing a hostname does not count')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  @Texts('Its hostnames, the default first, then in the order they were added; null when there are none', {
    maxItems: 100,
    maxLength: 253,
  })
  hostnames!: string[] | null;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'The portal token; only in the answer that creates the portal, and in that of a rotation',
  })
  token?: string;
}

export function toPortalDto(
  portal: Portal,
  asked: AskedAssociations,
  defaultBaseUrl: string,
  token?: string,
): PortalDto {
  const channel = portal.leadChannel?.unwrap();
  return {
    id: portal.id,
    ...(asked.has('portal.brand') && { brand: toBrandDto(portal.brand.unwrap(), defaultBaseUrl) }),
    ...(asked.has('portal.lead_channel') && { lead_channel: channel ? toLeadChannelDto(channel) : null }),
    type: 'portal',
    created_at: portal.createdAt,
    updated_at: portal.updatedAt,
    deleted_at: portal.deletedAt ?? null,
    hostnames: portal.hostnames ?? null,
    ...(token !== undefined && { token }),
  };
}

/** A portal of which no associations were asked for, straight from the directory. */
export function entryToPortalDto(entry: PortalEntry): PortalDto {
  return {
    id: entry.id,
    type: 'portal',
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
    deleted_at: null,
    hostnames: entry.hostnames,
  };
}

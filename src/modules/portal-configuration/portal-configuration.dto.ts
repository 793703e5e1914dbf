import { ApiProperty } from '@nestjs/swagger';
import {
  Allow,
  ArrayMaxSize,
  IsByteLength,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { RawJson } from '../../http/response/raw-json.js';
import { FreeForm } from '../../http/openapi/fields.js';
import { portalConfigSchema } from '../portal-config/config-schema.js';
import type { PortalResource } from './portal-resource.repository.js';
import { Defined } from '../portal-config/schema-documents.js';

/** What may be set of a portal. */
class PortalFields {
  /** What the portal is called; null clears it */
  @IsOptional()
  @IsString()
  @MaxLength(191)
  name?: string | null;

  /** What the portal is for; at most 65,535 bytes of UTF-8; null clears it */
  @ApiProperty({ maxLength: 65_535 })
  @IsOptional()
  @IsString()
  @IsByteLength(0, 65_535, { message: 'must not be longer than 65535 bytes' })
  description?: string | null;

  /** Id of a blueprint, a uuid; null or an empty string for none */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  blueprintId?: string | null;

  @Defined(portalConfigSchema, { required: false })
  @Allow()
  config?: Record<string, unknown> | null;

  @FreeForm('Properties of your own: up to 32 deep, 5,000 values and 256 KiB. Null clears all.', {
    nullable: true,
    required: false,
  })
  @Allow()
  meta?: Record<string, unknown> | null;
}

export class CreatePortalDto extends PortalFields {
  /**
   * The name in the portal's address, unique: 5 to 128 letters, digits and inner hyphens, once trimmed and lower-cased
   * @example team-portal
   */
  @IsString()
  @MaxLength(1024)
  slug!: string;

  /** Id of a brand to give the portal to, a uuid; without it, a brand is made below the token's */
  @IsOptional()
  @IsUUID()
  brandId?: string | null;
}

export class UpdatePortalDto extends PortalFields {
  /** The name in the portal's address. The former one is free at once. */
  @IsString()
  @MaxLength(1024)
  @ValidateIf((_, slug) => slug !== undefined)
  slug?: string;
}

/** An empty object. */
export class DeletePortalDto {}

/** What was made, changed or deleted. */
export class PortalIdDto {
  /** Id of the portal; uuid */
  id!: string;
}

/** A portal, as it is configured. */
export class ConfiguredPortalDto {
  /** Id of the portal; uuid */
  id!: string;

  /** What it is called; an empty string where that was never said */
  @MaxLength(191)
  name!: string;

  /** What it is for */
  @MaxLength(65_535)
  description!: string;

  /** The name in its address; null until one is given */
  @MaxLength(128)
  slug!: string | null;

  /** The domain that its slug is a name in: it is found at `<slug>.<domain>` */
  @MaxLength(120)
  domain!: string;

  /** Id of its blueprint, a uuid */
  @MaxLength(36)
  blueprintId!: string | null;

  @Defined(portalConfigSchema)
  config!: RawJson | null;

  @FreeForm('Properties of the owner', { nullable: true })
  meta!: RawJson | null;

  /** When it was made; epoch milliseconds */
  @ApiProperty({ type: 'integer', format: 'int64', example: 1778872279349 })
  createdAt!: number;

  /** When it last changed; epoch milliseconds */
  @ApiProperty({ type: 'integer', format: 'int64', example: 1778872279349 })
  updatedAt!: number;
}

/** A page of portals. */
export class PortalListDto {
  /** The portals of this page */
  @ArrayMaxSize(100)
  items!: ConfiguredPortalDto[];

  /** Id of the last item, to go on from; an empty string where there are no items */
  @MaxLength(36)
  cursor!: string;
}

/** One line, or event, of a stream of portals. */
export class PortalItemDto {
  @ApiProperty({ type: 'string', enum: ['item'], description: 'What kind of line this is' })
  type!: 'item';

  data!: ConfiguredPortalDto;
}

export function toConfiguredPortalDto(portal: PortalResource, domain: string): ConfiguredPortalDto {
  return {
    id: portal.id,
    name: portal.name,
    description: portal.description,
    slug: portal.slug,
    domain,
    blueprintId: portal.blueprintId,
    config: RawJson.orNull(portal.config),
    meta: RawJson.orNull(portal.meta),
    createdAt: portal.createdAt,
    updatedAt: portal.updatedAt,
  };
}

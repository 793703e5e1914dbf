import { ApiProperty, ApiSchema } from '@nestjs/swagger';
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
import { documentFaults } from '../../http/body/document.js';
import { FitsTogether, type Unchecked } from '../../http/body/fits-together.js';
import type { Fault } from '../../http/errors/errors.js';
import { RawJson } from '../../http/response/raw-json.js';
import { EpochMilliseconds, FreeForm } from '../../http/openapi/fields.js';
import { portalConfigSchema, validatePortalConfig } from '../portal-config/config-schema.js';
import { metaPatchFaults, newMetaFaults } from '../resources/meta-patch.js';
import type { PortalResource } from './portal-resource.repository.js';
import { MAX_SLUG, MIN_SLUG, normalizeSlug, slugFault } from './slug.js';
import { Defined } from '../portal-config/schema-documents.js';

/** Of a slug once it is trimmed, which is when it is checked. */
const SLUG = { minLength: MIN_SLUG, maxLength: MAX_SLUG };

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
  @IsByteLength(0, 65_535)
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

/** What is wrong with the members whose rules are no decorators; a slug that is no text is known to be wrong. */
const settingsFaults = (dto: Unchecked<CreatePortalDto>, sent: string): Fault[] => {
  const slug = typeof dto.slug === 'string' ? slugFault(normalizeSlug(dto.slug)) : undefined;
  const config = documentFaults('config', dto.config, sent);
  return [
    ...(slug === undefined ? [] : [{ path: 'slug', message: slug }]),
    ...(config.length > 0 ? config : validatePortalConfig(dto.config ?? null)),
  ];
};

@FitsTogether<CreatePortalDto>((dto, { text }) => [
  ...settingsFaults(dto, text),
  ...newMetaFaults(dto.meta, text),
])
@ApiSchema({ name: 'CreatePortal' })
export class CreatePortalDto extends PortalFields {
  /**
   * The name in the portal's address, unique: letters, digits and inner hyphens, once trimmed and lower-cased
   * @example team-portal
   */
  @ApiProperty(SLUG)
  @IsString()
  slug!: string;

  /** Id of a brand to give the portal to, a uuid; without it, a brand is made below the token's */
  @IsOptional()
  @IsUUID()
  brandId?: string | null;
}

@FitsTogether<UpdatePortalDto>((dto, { text }) => [
  ...settingsFaults(dto, text),
  ...metaPatchFaults(dto.meta, text),
])
@ApiSchema({ name: 'UpdatePortal' })
export class UpdatePortalDto extends PortalFields {
  /** The name in the portal's address. The former one is free at once. */
  @ApiProperty(SLUG)
  @IsString()
  @ValidateIf((_, slug) => slug !== undefined)
  slug?: string;
}

/** An empty object. */
@ApiSchema({ name: 'DeletePortal' })
export class DeletePortalDto {}

/** What was made, changed or deleted. */
@ApiSchema({ name: 'PortalId' })
export class PortalIdDto {
  /** Id of the portal */
  @IsUUID()
  id!: string;
}

/** A portal, as it is configured. */
@ApiSchema({ name: 'ConfiguredPortal' })
export class ConfiguredPortalDto {
  /** Id of the portal */
  @IsUUID()
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

  /** Id of its blueprint */
  @IsUUID()
  blueprintId!: string | null;

  @Defined(portalConfigSchema)
  config!: RawJson | null;

  @FreeForm('Properties of the owner', { nullable: true })
  meta!: RawJson | null;

  @EpochMilliseconds('When it was made')
  createdAt!: number;

  @EpochMilliseconds('When it last changed')
  updatedAt!: number;
}

/** A page of portals. */
@ApiSchema({ name: 'PortalList' })
export class PortalListDto {
  /** The portals of this page */
  @ArrayMaxSize(100)
  items!: ConfiguredPortalDto[];

  /** Id of the last item, to go on from; an empty string where there are no items */
  @MaxLength(36)
  cursor!: string;
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

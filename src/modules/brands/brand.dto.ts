import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
} from 'class-validator';
import { FitsTogether } from '../../http/body/fits-together.js';
import { Nested } from '../../http/body/validation.js';
import type { Fault } from '../../http/errors/errors.js';
import { DeletedAt, EntityType, Epoch, FreeForm, Texts } from '../../http/openapi/fields.js';
import { BrandLookInput } from './brand-look.dto.js';
import { OWNER, type Permission, PERMISSIONS } from './brand-role.entity.js';
import { BRAND_TYPES, type BrandType } from './brand-types.js';
import type { Brand, BrandLook } from './brand.entity.js';

export class BrandRoleInput {
  /** What the role is called */
  @IsString()
  @Length(1, 100)
  role!: string;

  /** What its members may work with */
  @ApiProperty({
    enum: PERMISSIONS,
    isArray: true,
    maxItems: PERMISSIONS.length,
    example: ['Marketing', 'CRM'],
  })
  @IsArray()
  @ArrayMaxSize(PERMISSIONS.length)
  @IsIn(PERMISSIONS, { each: true })
  acl!: Permission[];
}

@FitsTogether<CreateBrandDto>(({ roles }) => repeatedRoles(roles))
@ApiSchema({ name: 'CreateBrand' })
export class CreateBrandDto extends BrandLookInput {
  /**
   * What the brand is called
   * @example Lakeside Homes
   */
  @ApiProperty()
  @IsString()
  @Length(1, 255)
  name!: string;

  @ApiProperty({ enum: BRAND_TYPES, description: 'What kind of business it is', example: 'Brokerage' })
  @IsIn(BRAND_TYPES)
  brand_type!: BrandType;

  /** Id of the brand above. Without it, the brand becomes a root: that takes a role in the instance's first brand. */
  @IsOptional()
  @IsUUID()
  parent?: string | null;

  /** Roles to make with the brand, beside Owner */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @Nested(() => BrandRoleInput, { each: true })
  roles?: BrandRoleInput[];
}

/** A tenant. */
@ApiSchema({ name: 'Brand' })
export class BrandDto {
  /** Id of the brand */
  @IsUUID()
  id!: string;

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @FreeForm('Colours, by name, with `type` brand_palette', { nullable: true })
  palette!: BrandLook | null;

  @FreeForm('Addresses of logos and pictures, by name, with `type` brand_assets', { nullable: true })
  assets!: BrandLook | null;

  @FreeForm('Texts, by name, with `type` brand_messages', { nullable: true })
  messages!: BrandLook | null;

  /** The brand above, or null for a root */
  @ApiProperty({ type: () => BrandDto, nullable: true })
  parent!: BrandDto | null;

  /** What the brand is called */
  @MaxLength(255)
  name!: string;

  @DeletedAt()
  deleted_at!: number | null;

  /** Whether it exists to practise with */
  training!: boolean;

  /** What kind of business it is */
  @MaxLength(64)
  brand_type!: string;

  @Texts('Ids of the brands above, nearest first; null for a root', { maxItems: 15, format: 'uuid' })
  parents!: string[] | null;

  @EntityType('brand')
  type!: 'brand';

  @Texts('The hostnames of its portal, default first; null when there are none', {
    maxItems: 100,
    maxLength: 253,
  })
  hostnames!: string[] | null;

  /** How many users have a role in it; a count */
  member_count!: number;

  /** Where its portal is; an address */
  @MaxLength(2048)
  base_url!: string;
}

/** Each role once; the one of owners is made with every brand. */
function repeatedRoles(roles: unknown): Fault[] {
  if (!Array.isArray(roles)) return [];
  const names = new Set<unknown>([OWNER]);
  return roles.flatMap((input: { role?: unknown } | null, index) => {
    const name = input?.role;
    const isRepeated = names.has(name);
    if (typeof name === 'string') names.add(name);
    const message = `must not be a role again; ${OWNER} is made with every brand`;
    return isRepeated ? [{ path: `roles[${index}].role`, message }] : [];
  });
}

/** @param brand with its line of ancestors loaded */
export function toBrandDto(brand: Brand, defaultBaseUrl: string): BrandDto {
  const [hostname] = brand.hostnames ?? [];
  return {
    id: brand.id,
    created_at: brand.createdAt,
    updated_at: brand.updatedAt,
    palette: typed(brand.palette, 'brand_palette'),
    assets: typed(brand.assets, 'brand_assets'),
    messages: typed(brand.messages, 'brand_messages'),
    parent: brand.parent ? toBrandDto(brand.parent.unwrap(), defaultBaseUrl) : null,
    name: brand.name,
    deleted_at: brand.deletedAt ?? null,
    training: brand.training,
    brand_type: brand.brandType,
    parents: brand.ancestors.length > 0 ? brand.ancestors : null,
    type: 'brand',
    hostnames: brand.hostnames ?? null,
    member_count: brand.memberCount,
    base_url: hostname === undefined ? defaultBaseUrl : `https://${hostname}`,
  };
}

const typed = (look: BrandLook | null | undefined, type: string): BrandLook | null =>
  look ? { ...look, type } : null;

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
} from 'class-validator';
import { MaxJsonBytes } from '../../http/body/json-bytes.js';
import { Nested } from '../../http/body/validation.js';
import { DeletedAt, EntityType, Epoch, FreeForm, Texts } from '../../http/openapi/fields.js';
import { type Permission, PERMISSIONS } from './brand-role.entity.js';
import type { Brand, BrandLook } from './brand.entity.js';

/** Of each of a brand's three free-form objects, as JSON. */
const MAX_LOOK_BYTES = 8 * 1024;

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

@ApiSchema({ name: 'CreateBrand' })
export class CreateBrandDto {
  /**
   * What the brand is called
   * @example Lakeside Homes
   */
  @ApiProperty()
  @IsString()
  @Length(1, 255)
  name!: string;

  /**
   * What kind of business it is, such as `Brokerage`, `Office` or `Team`
   * @example Brokerage
   */
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  brand_type!: string;

  /** Id of the brand above. Without it, the brand becomes a root. */
  @IsOptional()
  @IsUUID()
  parent?: string | null;

  @FreeForm('Colours, by name; up to 8 KiB of JSON', { nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_LOOK_BYTES)
  palette?: BrandLook | null;

  @FreeForm('Addresses of logos and pictures, by name; up to 8 KiB of JSON', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_LOOK_BYTES)
  assets?: BrandLook | null;

  @FreeForm('Texts, by name; up to 8 KiB of JSON', { nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_LOOK_BYTES)
  messages?: BrandLook | null;

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

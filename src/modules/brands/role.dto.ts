import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { FitsTogether } from '../../http/body/fits-together.js';
import type { Fault } from '../../http/errors/errors.js';
import { DeletedAt, EntityType, Epoch } from '../../http/openapi/fields.js';
import { IsEmailAddress, MAX_EMAIL } from '../users/email-address.js';
import { MAX_NAME, UserDto } from '../users/user.dto.js';
import { BrandDto, BrandRoleInput, toBrandDto } from './brand.dto.js';
import { type BrandRole, type Permission, PERMISSIONS } from './brand-role.entity.js';

export const ROLE_ORDERS = ['created_at', 'role'] as const;
export const MEMBER_ORDERS = ['created_at', 'email'] as const;

@ApiSchema({ name: 'CreateBrandRole' })
export class CreateBrandRoleDto extends BrandRoleInput {}

@FitsTogether<AddMemberDto>(whoIsMeant)
@ApiSchema({ name: 'AddMember' })
export class AddMemberDto {
  /** Id of a user who has a role in this brand, above it or beside it; instead of `email` */
  @IsOptional()
  @IsUUID()
  user?: string | null;

  /** E-mail address of the user, who is made where there is none; instead of `user` */
  @ApiProperty({ type: 'string', nullable: true, required: false, maxLength: MAX_EMAIL })
  @IsOptional()
  @IsString()
  @Length(3, MAX_EMAIL)
  @IsEmailAddress()
  email?: string | null;

  /** First name, of a user who is made */
  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME)
  first_name?: string | null;

  /** Last name, of a user who is made */
  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME)
  last_name?: string | null;
}

class RoleFields {
  /** Id of the role */
  @IsUUID()
  id!: string;

  @EntityType('brand_role')
  type!: 'brand_role';

  /** What it is called */
  @MaxLength(100)
  role!: string;

  @ApiProperty({
    enum: PERMISSIONS,
    isArray: true,
    maxItems: PERMISSIONS.length,
    description: 'What its members may work with',
  })
  acl!: Permission[];

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;
}

/** A named set of permissions in a brand. */
@ApiSchema({ name: 'BrandRole' })
export class BrandRoleDto extends RoleFields {
  /** Id of the brand that it is a role of */
  @IsUUID()
  brand!: string;
}

/** A role that the caller has. */
@ApiSchema({ name: 'OwnRole' })
export class OwnRoleDto extends RoleFields {
  @ApiProperty({ type: () => BrandDto, description: 'The brand that it is a role of' })
  brand!: BrandDto;
}

/** A user who was given a role. */
@ApiSchema({ name: 'AddedMember' })
export class AddedMemberDto extends UserDto {
  @ApiProperty({
    required: false,
    maxLength: 255,
    description: 'What the user sets a password with, within 7 days; only for one who has none. Shown once.',
  })
  invitation?: string;
}

/** Exactly one of the two ways to name a user. */
function whoIsMeant({ user, email }: { user?: unknown; email?: unknown }): Fault[] {
  const given = [user, email].filter((one) => one !== undefined && one !== null).length;
  return given === 1 ? [] : [{ path: '', message: 'Either user or email must be given' }];
}

export function toBrandRoleDto(role: BrandRole): BrandRoleDto {
  return toRole(role, role.brand.id);
}

/** @param role with its brand, and the line of that one's ancestors, loaded */
export function toOwnRoleDto(role: BrandRole, defaultBaseUrl: string): OwnRoleDto {
  return toRole(role, toBrandDto(role.brand.unwrap(), defaultBaseUrl));
}

const toRole = <Shown>(role: BrandRole, brand: Shown) => ({
  id: role.id,
  type: 'brand_role' as const,
  role: role.role,
  acl: role.acl,
  brand,
  created_at: role.createdAt,
  updated_at: role.updatedAt,
  deleted_at: role.deletedAt ?? null,
});

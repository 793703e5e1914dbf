import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { DeletedAt, EntityType, Epoch } from '../../http/openapi/fields.js';
import { MAX_EMAIL } from './email-address.js';
import { IsPassword, MAX_PASSWORD, MIN_PASSWORD } from './password-rule.js';
import type { User } from './user.entity.js';

/** What a user is called at most, by each of the two names. */
export const MAX_NAME = 100;

@ApiSchema({ name: 'UpdateUser' })
export class UpdateUserDto {
  /** First name; null takes it away, and so for the others */
  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME)
  first_name?: string | null;

  /** Last name */
  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME)
  last_name?: string | null;

  /** Phone number, as it is to be shown */
  @IsOptional()
  @IsString()
  @Length(1, 32)
  phone_number?: string | null;
}

@ApiSchema({ name: 'SetPassword' })
export class SetPasswordDto {
  /** The invitation */
  @IsString()
  @Length(1, 255)
  token!: string;

  @ApiProperty({
    type: 'string',
    format: 'password',
    minLength: MIN_PASSWORD,
    maxLength: MAX_PASSWORD,
    description: 'The new password; white space around it counts',
  })
  @IsPassword(MIN_PASSWORD)
  password!: string;
}

/** Someone who works in brands. */
@ApiSchema({ name: 'User' })
export class UserDto {
  /** Id of the user */
  @IsUUID()
  id!: string;

  @EntityType('user')
  type!: 'user';

  /** E-mail address; no two users have the same */
  @MaxLength(MAX_EMAIL)
  email!: string;

  /** First name */
  @MaxLength(MAX_NAME)
  first_name!: string | null;

  /** Last name */
  @MaxLength(MAX_NAME)
  last_name!: string | null;

  /** Phone number */
  @MaxLength(32)
  phone_number!: string | null;

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  /** Id of the brand that this is about: the token's own, or the one whose role the user has; null without a role */
  @IsUUID()
  brand!: string | null;
}

export const toUserDto = (user: User, brandId: string | null) =>
  ({
    id: user.id,
    type: 'user',
    email: user.email,
    first_name: user.firstName ?? null,
    last_name: user.lastName ?? null,
    phone_number: user.phoneNumber ?? null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    deleted_at: user.deletedAt ?? null,
    brand: brandId,
  }) satisfies UserDto;

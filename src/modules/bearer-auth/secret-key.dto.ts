import { ApiSchema } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { ownRule } from '../../http/body/sentences.js';
import { EntityType, Epoch } from '../../http/openapi/fields.js';
import type { SecretKey } from './secret-key.entity.js';

export const KEY_ORDERS = ['created_at', 'name'] as const;

/** The end of the year 9999; seconds. */
const LAST = 253_402_300_799;

const InTheFuture = (): PropertyDecorator =>
  ownRule({
    name: 'inTheFuture',
    sentence: () => 'must be a time in the future, in epoch seconds',
    isMet: (value) => typeof value === 'number' && value > Date.now() / 1000 && value <= LAST,
  });

@ApiSchema({ name: 'CreateSecretKey' })
export class CreateSecretKeyDto {
  /** What the key is for, to tell it from others */
  @IsString()
  @Length(1, 255)
  name!: string;

  @Epoch('When it stops to work; without it, or null, it works until it is deleted', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsNumber()
  @InTheFuture()
  expires_at?: number | null;
}

/** A bearer credential of a program. */
@ApiSchema({ name: 'SecretKey' })
export class SecretKeyDto {
  /** Id of the key; `client_id` where an access token is asked for */
  @IsUUID()
  id!: string;

  @EntityType('secret_key')
  type!: 'secret_key';

  /** What the key is for */
  @MaxLength(255)
  name!: string;

  /** Id of the brand that it acts in where a request names none */
  @IsUUID()
  brand!: string;

  /** The first characters of the key, to recognise it by */
  @MaxLength(32)
  prefix!: string;

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it was last used, to the minute', { nullable: true })
  last_used_at!: number | null;

  @Epoch('When it stops to work', { nullable: true })
  expires_at!: number | null;
}

@ApiSchema({ name: 'CreatedSecretKey' })
export class CreatedSecretKeyDto extends SecretKeyDto {
  /** The key itself: shown here, and never again */
  @MaxLength(255)
  secret!: string;
}

export const toSecretKeyDto = (key: SecretKey) =>
  ({
    id: key.id,
    type: 'secret_key',
    name: key.name,
    brand: key.brand.id,
    prefix: key.prefix,
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt ?? null,
    expires_at: key.expiresAt ?? null,
  }) satisfies SecretKeyDto;

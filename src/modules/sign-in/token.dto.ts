import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { FitsTogether, type Unchecked } from '../../http/body/fits-together.js';
import type { Fault } from '../../http/errors/errors.js';
import { ErrorDto } from '../../http/openapi/errors.js';
import { MAX_EMAIL } from '../users/email-address.js';
import { IsPassword, MAX_PASSWORD } from '../users/password-rule.js';
import { toUserDto, UserDto } from '../users/user.dto.js';
import { ACCESS_TOKEN_LIFETIME } from '../bearer-auth/token-lifetimes.js';
import type { SignedIn } from './signed-in.js';
import { PassesOverUnknown } from '../../http/body/validation.js';

/** What each grant takes; a client's credentials may come as HTTP Basic instead. */
const NEEDED = new Map<unknown, readonly (keyof TokenRequestDto)[]>([
  ['password', ['username', 'password']],
  ['refresh_token', ['refresh_token']],
]);

@PassesOverUnknown()
@FitsTogether<TokenRequestDto>(missing)
@ApiSchema({ name: 'TokenRequest' })
export class TokenRequestDto {
  /** What the token is asked for with: `password`, `refresh_token` or `client_credentials` */
  @IsString()
  @Length(1, 100)
  grant_type!: string;

  /** With `password`: the e-mail address of the user */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_EMAIL)
  username?: string | null;

  @ApiProperty({
    type: 'string',
    format: 'password',
    nullable: true,
    required: false,
    maxLength: MAX_PASSWORD,
    description: 'With `password`: the password of the user',
  })
  @IsOptional()
  @IsPassword(1)
  password?: string | null;

  /** With `refresh_token`: the one that the last answer carried */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  refresh_token?: string | null;

  /** With `client_credentials`: id of a secret key, unless it comes as HTTP Basic; ignored otherwise */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  client_id?: string | null;

  /** With `client_credentials`: the secret key itself, unless it comes as HTTP Basic; ignored otherwise */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  client_secret?: string | null;
}

/** An access token. The names are those of OAuth 2; there is no envelope. */
@ApiSchema({ name: 'Token' })
export class TokenDto {
  /** What to send as `Authorization: Bearer` */
  @MaxLength(255)
  access_token!: string;

  @ApiProperty({
    required: false,
    maxLength: 255,
    description: 'Gets the next pair of tokens, once, within 90 days; none with `client_credentials`',
  })
  refresh_token?: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'How long the access token is good for; seconds' })
  expires_in!: number;

  @ApiProperty({ type: 'string', enum: ['Bearer'], description: 'How the access token is sent' })
  token_type!: 'Bearer';

  /** Id of the brand that acts where a request names none */
  @IsUUID()
  brand!: string;

  @ApiProperty({ type: 'string', enum: ['OK'], description: 'Says that it worked' })
  code!: 'OK';

  @ApiProperty({ type: UserDto, description: 'Whom the token acts for' })
  data!: UserDto;
}

@ApiSchema({ name: 'TokenError' })
export class TokenErrorDto extends ErrorDto {
  @ApiProperty({
    required: false,
    maxLength: 64,
    description:
      'The kind of error as RFC 6749 names it, such as `invalid_grant`; absent where what was sent is no proper request',
  })
  error?: string;

  @ApiProperty({ required: false, maxLength: 8192, description: 'The same as `message`' })
  error_description?: string;
}

function missing(body: Unchecked<TokenRequestDto>): Fault[] {
  const needed = NEEDED.get(body.grant_type) ?? [];
  return needed
    .filter((name) => [undefined, null, ''].includes(body[name] as string | null | undefined))
    .map((path) => ({ path, message: 'is required' }));
}

export function toTokenDto({ tokens, user, brandId }: SignedIn): TokenDto {
  return {
    access_token: tokens.accessToken,
    ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
    expires_in: ACCESS_TOKEN_LIFETIME,
    token_type: 'Bearer',
    brand: brandId,
    code: 'OK',
    data: toUserDto(user, brandId),
  };
}

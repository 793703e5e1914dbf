import OAuth2Server from '@node-oauth/oauth2-server';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME } from '../bearer-auth/token-lifetimes.js';
import { UsersService } from '../users/users.service.js';
import { type Refusal, TokenRefused } from './sign-in.errors.js';
import type { SignedIn } from './signed-in.js';
import type { TokenRequestDto } from './token.dto.js';
import { type IssuedTo, PUBLIC_CLIENT, TokenModels } from './token-model.js';

/** How a request came, as far as it matters here. */
export interface Arrival {
  readonly address: string;
  readonly authorization?: string;
}

/** Our words for what the library refuses, by its name for it. */
const REFUSALS: Readonly<Record<string, [refusal: Refusal, message: string]>> = {
  invalid_client: ['invalid_client', 'The client is unknown, or its secret is wrong'],
  invalid_request: ['invalid_request', 'A parameter has characters that it cannot have'],
  unsupported_grant_type: [
    'unsupported_grant_type',
    'grant_type must be one of password, refresh_token, client_credentials',
  ],
};

/** Issues tokens by the rules of OAuth 2, which `@node-oauth/oauth2-server` knows. */
@Injectable()
export class SignInService {
  constructor(
    private readonly models: TokenModels,
    private readonly users: UsersService,
  ) {}

  /** @throws {TokenRefused | TooManyRequests | Busy} */
  async issue(input: TokenRequestDto, arrival: Arrival): Promise<SignedIn> {
    const server = new OAuth2Server({
      model: this.models.for(arrival.address),
      accessTokenLifetime: ACCESS_TOKEN_LIFETIME,
      refreshTokenLifetime: REFRESH_TOKEN_LIFETIME,
    });
    const request = new OAuth2Server.Request(asForm(input, arrival));
    const issued = await server.token(request, new OAuth2Server.Response()).catch(rethrow);
    const { accessToken, refreshToken, user } = issued as IssuedTo;
    return {
      tokens: { accessToken, refreshToken },
      user: await this.users.get(user.userId),
      brandId: user.brandId,
    };
  }
}

/**
 * The request as the library wants it. People's programs are not registered: whatever they call themselves, they are
 * one client. Of characters in names and passwords the library knows fewer than there are, so they come encoded.
 */
function asForm(input: TokenRequestDto, { authorization }: Arrival) {
  const { grant_type, username, password, refresh_token, client_id, client_secret } = input;
  const isKey = grant_type === 'client_credentials';
  const client = isKey
    ? { client_id, client_secret }
    : { client_id: PUBLIC_CLIENT.id, client_secret: PUBLIC_CLIENT.id };
  return {
    method: 'POST',
    query: {},
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '1',
      ...(isKey && authorization !== undefined && { authorization }),
    },
    body: {
      grant_type,
      refresh_token,
      username: encodeURIComponent(username ?? ''),
      password: encodeURIComponent(password ?? ''),
      ...client,
    },
  };
}

/** The library wraps what its model throws. */
function rethrow(error: unknown): never {
  const { name, inner } = error as { name?: string; inner?: unknown };
  if (inner instanceof Error && name !== 'invalid_client') throw inner;
  // all that it supports are taken from every client but one: the grant is one that nobody has here
  const [refusal, message] =
    REFUSALS[name === 'unauthorized_client' ? 'unsupported_grant_type' : String(name)] ?? [];
  if (refusal === undefined || message === undefined) throw error as Error;
  throw new TokenRefused(refusal, message);
}

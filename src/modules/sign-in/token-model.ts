import { randomUUID } from 'node:crypto';
import OAuth2Server from '@node-oauth/oauth2-server';
import { Injectable } from '@nestjs/common';
import type { Credential } from '../../http/access/credentials.js';
import { sha256 } from '../../secrets/secrets.js';
import { AccessTokens, type IssuedTokens } from '../bearer-auth/access-tokens.service.js';
import { SecretKeys } from '../bearer-auth/secret-keys.service.js';
import { ACCESS_TOKEN_LIFETIME } from '../bearer-auth/token-lifetimes.js';
import { RolesService } from '../brands/roles.service.js';
import { UsersService } from '../users/users.service.js';
import { TokenRefused } from './sign-in.errors.js';
import { SignInLimits } from './sign-in-limits.js';

type Models = OAuth2Server.PasswordModel &
  OAuth2Server.RefreshTokenModel &
  OAuth2Server.ClientCredentialsModel;

/** What the library calls a user: somebody who is to be given tokens, and how they are issued. */
interface Grantee {
  readonly userId: string;
  readonly brandId: string;
  /** No tokens: somebody else was faster. */
  readonly issue: () => Promise<IssuedTokens | undefined>;
  readonly refused: string;
}

/** What the library hands back, by its names. */
export interface IssuedTo extends OAuth2Server.Token {
  readonly user: Grantee;
}

/**
 * A program of which nothing is known: whoever knows a password or a refresh token needs no more. Nobody can name it,
 * so that a secret key is never taken for it.
 */
export const PUBLIC_CLIENT = { id: randomUUID(), grants: ['password', 'refresh_token'] };

export const WRONG_PASSWORD = 'The e-mail address or the password is wrong';
const WRONG_REFRESH_TOKEN = 'The refresh token is unknown, expired or used';
const NO_ROLE = 'The user has no role in any brand';

/**
 * What `@node-oauth/oauth2-server` asks of a store, for one request. The library decides what is asked in which order;
 * tokens are made and stored in the one statement that also decides whether there are any, when it says to save them.
 */
@Injectable()
export class TokenModels {
  constructor(
    private readonly users: UsersService,
    private readonly roles: RolesService,
    private readonly keys: SecretKeys,
    private readonly tokens: AccessTokens,
    private readonly limits: SignInLimits,
  ) {}

  /** @param address of the client, by which failures are counted */
  for(address: string): Models {
    return {
      getClient: (id, secret) => this.client(id, secret),
      getUser: (email, password) =>
        this.byPassword(decodeURIComponent(email), decodeURIComponent(password), address),
      getUserFromClient: ({ grantee }) => Promise.resolve(grantee as Grantee),
      getRefreshToken: (sent) => this.byRefreshToken(sent),
      // a used token is marked in the statement that stores the next ones
      revokeToken: () => Promise.resolve(true),
      saveToken: (_, client, user) => save(client, user as Grantee),
      getAccessToken: () => Promise.resolve(undefined),
    };
  }

  /** A secret key is a client: its id and the key itself. */
  private async client(id: string, secret: string): Promise<OAuth2Server.Client | undefined> {
    if (id === PUBLIC_CLIENT.id) return PUBLIC_CLIENT;
    const key = await this.keys.find({ secret, hash: sha256(secret) } as Credential);
    if (key?.id !== id.toLowerCase()) return undefined;
    const issue = () => this.tokens.signInByKey(key.id);
    if (!key.hasRole) throw new TokenRefused('invalid_grant', NO_ROLE);
    const grantee: Grantee = { userId: key.userId, brandId: key.brandId, issue, refused: NO_ROLE };
    return { id, grants: ['client_credentials'], grantee };
  }

  private async byPassword(email: string, password: string, address: string): Promise<Grantee> {
    const found = await this.limits.within({ email, address }, () => this.users.verify(email, password));
    if (!found) throw new TokenRefused('invalid_grant', WRONG_PASSWORD);
    const { userId, hash } = found;
    const brandId = await this.homeOf(userId);
    return {
      userId,
      brandId,
      issue: () => this.tokens.signIn(userId, brandId, hash),
      refused: WRONG_PASSWORD,
    };
  }

  private async byRefreshToken(sent: string): Promise<OAuth2Server.RefreshToken> {
    const userId = await this.tokens.userOf(sent);
    if (userId === undefined) throw new TokenRefused('invalid_grant', WRONG_REFRESH_TOKEN);
    const brandId = await this.homeOf(userId);
    const issue = () => this.tokens.refresh(sent, brandId);
    const user: Grantee = { userId, brandId, issue, refused: WRONG_REFRESH_TOKEN };
    return { refreshToken: sent, client: PUBLIC_CLIENT, user };
  }

  private async homeOf(userId: string): Promise<string> {
    const brandId = await this.roles.homeOf(userId);
    if (brandId === undefined) throw new TokenRefused('invalid_grant', NO_ROLE);
    return brandId;
  }
}

async function save(client: OAuth2Server.Client, user: Grantee): Promise<IssuedTo> {
  const issued = await user.issue();
  if (!issued) throw new TokenRefused('invalid_grant', user.refused);
  const accessTokenExpiresAt = new Date(Date.now() + ACCESS_TOKEN_LIFETIME * 1000);
  return { ...issued, accessTokenExpiresAt, client, user };
}

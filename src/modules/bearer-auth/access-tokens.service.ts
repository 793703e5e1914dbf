import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import type { Credential } from '../../http/access/credentials.js';
import { newAccessToken, newRefreshToken, prefixOf, sameHash, sha256 } from '../../secrets/secrets.js';
import {
  FIND_ACCESS_TOKEN,
  FIND_REFRESH_TOKEN,
  type FoundToken,
  REFRESH,
  SIGN_IN,
  SIGN_IN_BY_KEY,
} from './token.repository.js';

/** What a client is given; it is stored nowhere. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
}

/** How a token is stored, and found. */
const stored = (token: string): [prefix: string, hash: Buffer] => [prefixOf(token), sha256(token)];

/** Recognises access tokens, and issues them. */
@Injectable()
export class AccessTokens {
  constructor(private readonly sql: Sql) {}

  /** Like `SecretKeys.find`. */
  async find({ secret, hash }: Credential, actingBrandId?: string): Promise<FoundToken | undefined> {
    const [token] = await this.sql.run(FIND_ACCESS_TOKEN, [prefixOf(secret), actingBrandId ?? null]);
    return token && sameHash(token.tokenHash, hash) ? token : undefined;
  }

  /**
   * Issues tokens to a user who has signed in.
   * @param passwordHash of the password that was right
   * @returns `undefined` where it was replaced meanwhile
   */
  async signIn(userId: string, brandId: string, passwordHash: string): Promise<IssuedTokens | undefined> {
    const { accessToken, refreshToken } = newPair();
    const values = [...stored(accessToken), ...stored(refreshToken), uuidv7(), userId, brandId, passwordHash];
    const [family] = await this.sql.run(SIGN_IN, values);
    return family && { accessToken, refreshToken };
  }

  /** Issues one to the program that holds a secret key. It has the key already, and so nothing to renew the token with. */
  async signInByKey(keyId: string): Promise<IssuedTokens> {
    const accessToken = newAccessToken();
    await this.sql.run(SIGN_IN_BY_KEY, [...stored(accessToken), uuidv7(), keyId]);
    return { accessToken };
  }

  /** The user whom a refresh token was issued to, whether or not it was used. */
  async userOf(refreshToken: string): Promise<string | undefined> {
    const [prefix, hash] = stored(refreshToken);
    const [found] = await this.sql.run(FIND_REFRESH_TOKEN, [prefix]);
    return found && sameHash(found.tokenHash, hash) ? found.userId : undefined;
  }

  /**
   * Issues the next tokens for a refresh token.
   * @returns `undefined` where it was used before, which ends all tokens that came of the same sign-in
   */
  async refresh(sent: string, brandId: string): Promise<IssuedTokens | undefined> {
    const { accessToken, refreshToken } = newPair();
    const values = [...stored(accessToken), ...stored(refreshToken), ...stored(sent), brandId];
    const [family] = await this.sql.run(REFRESH, values);
    return family && { accessToken, refreshToken };
  }
}

const newPair = () => ({ accessToken: newAccessToken(), refreshToken: newRefreshToken() });

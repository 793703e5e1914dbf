import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Credential } from '../../http/access/credentials.js';
import { prefixOf, sameHash } from '../../secrets/secrets.js';
import { FIND_KEY, type FoundKey } from './secret-key.repository.js';

/** Recognises secret keys. */
@Injectable()
export class SecretKeys {
  constructor(private readonly sql: Sql) {}

  /**
   * Finds the live key of a live user that was sent.
   * @param actingBrandId the brand to check its user's roles in; by default the key's own
   */
  async find({ secret, hash }: Credential, actingBrandId?: string): Promise<FoundKey | undefined> {
    const [key] = await this.sql.run(FIND_KEY, [prefixOf(secret), hash, actingBrandId ?? null]);
    return key && sameHash(key.secretHash, hash) ? key : undefined;
  }
}

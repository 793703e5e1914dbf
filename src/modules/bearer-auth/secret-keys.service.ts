import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { prefixOf, sameHash, sha256 } from '../../secrets/secrets.js';
import { FIND_KEY, type FoundKey } from './secret-key.repository.js';

/** Recognises secret keys. */
@Injectable()
export class SecretKeys {
  constructor(private readonly sql: Sql) {}

  /**
   * Finds the live key that is `secret`.
   * @param actingBrandId the brand to check its user's roles in; by default the key's own
   */
  async find(secret: string, actingBrandId?: string): Promise<FoundKey | undefined> {
    const hash = sha256(secret);
    const [key] = await this.sql.run(FIND_KEY, [prefixOf(secret), hash, actingBrandId ?? null]);
    return key && sameHash(key.secretHash, hash) ? key : undefined;
  }
}

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Credential } from '../../http/access/credentials.js';
import { newSecretKey, prefixOf, sameHash, sha256 } from '../../secrets/secrets.js';
import { SecretKey } from './secret-key.entity.js';
import { FIND_KEY, type FoundKey } from './secret-key.repository.js';

/** Makes secret keys and recognises them. */
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

  /** Makes a key within the unit of work of `em`. The returned secret is stored nowhere. */
  create(em: EntityManager, key: { name: string; brandId: string; userId: string; secret?: string }): string {
    const secret = key.secret ?? newSecretKey();
    em.create(SecretKey, {
      name: key.name,
      brand: key.brandId,
      user: key.userId,
      prefix: prefixOf(secret),
      secretHash: sha256(secret),
    } as never);
    return secret;
  }
}

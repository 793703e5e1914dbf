import type { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Conflict } from '../../http/errors/errors.js';
import { sameHash } from '../../secrets/secrets.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { CLAIM_KEY } from './idempotency-key.repository.js';
import type { IdempotentRequest } from './idempotent-request.js';

class KeyReused extends Conflict {
  constructor(key: string) {
    super(`Idempotency-Key ${key} was sent with another body`);
  }
}

/** Makes sure that a creation that is repeated happens once: the unique key decides, within its transaction. */
@Injectable()
export class Idempotency {
  constructor(private readonly sql: Sql) {}

  /**
   * @param newId what the creation is about to make
   * @returns the id of what an earlier call made; `undefined`: go ahead
   * @throws {Conflict} where that call had another body
   */
  async claim(
    em: EntityManager,
    scope: { brandId: string; operation: string },
    request: IdempotentRequest | undefined,
    newId: string,
  ): Promise<string | undefined> {
    if (!request) return undefined;
    const { brandId, operation } = scope;
    const { key, bodyHash } = request;
    const claimed = await this.sql.runIn(em, CLAIM_KEY, [brandId, operation, key, bodyHash, newId]);
    if (claimed.length > 0) return undefined;
    const earlier = await em.findOne(IdempotencyKey, { brand: brandId, operation, key });
    if (!earlier || !sameHash(earlier.bodyHash, bodyHash)) throw new KeyReused(key);
    return earlier.resultId;
  }
}

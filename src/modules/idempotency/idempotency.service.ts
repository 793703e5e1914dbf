import type { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { statement, Sql } from '../../database/sql.js';
import { Conflict } from '../../http/errors/errors.js';
import { sameHash } from '../../secrets/secrets.js';
import type { IdempotentRequest } from './idempotent-request.js';

class KeyReused extends Conflict {
  constructor(key: string) {
    super(`Idempotency-Key ${key} was sent with another body`);
  }
}

/** Waits while another transaction holds the key. A key older than a day counts as new. */
const CLAIM = statement<{ resultId: string }>(
  'claim_idempotency_key',
  `with outdated as (
     select brand_id, operation, key from idempotency_keys
     where created_at < now() - interval '24 hours' and (brand_id, operation, key) <> ($1::uuid, $2::text, $3::text)
     limit 20 for update skip locked
   ), swept as (
     delete from idempotency_keys k using outdated o
     where k.brand_id = o.brand_id and k.operation = o.operation and k.key = o.key
   )
   insert into idempotency_keys as k (brand_id, operation, key, body_hash, result_id)
   values ($1, $2, $3, $4, $5)
   on conflict (brand_id, operation, key) do update
     set body_hash = excluded.body_hash, result_id = excluded.result_id, created_at = now()
     where k.created_at < now() - interval '24 hours'
   returning result_id as "resultId"`,
);

const FIND = statement<{ resultId: string; bodyHash: Uint8Array }>(
  'find_idempotency_key',
  `select result_id as "resultId", body_hash as "bodyHash"
   from idempotency_keys where brand_id = $1 and operation = $2 and key = $3`,
);

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
    const key = [scope.brandId, scope.operation, request.key];
    const claimed = await this.sql.runIn(em, CLAIM, [...key, request.bodyHash, newId]);
    if (claimed.length > 0) return undefined;
    const [earlier] = await this.sql.runIn(em, FIND, key);
    if (!earlier || !sameHash(earlier.bodyHash, request.bodyHash)) throw new KeyReused(request.key);
    return earlier.resultId;
  }
}

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import { KeptAnswer } from '../../http/response/kept-answer.js';
import { sameHash, sha256 } from '../../secrets/secrets.js';
import {
  ENTER_CALL,
  FORGET_ANSWERS,
  KEEP_CALL,
  KEPT_CALL,
  type KeptCall,
} from './idempotency-key.repository.js';
import { CallUnderWay, KeyReused, SecretWasAnswered } from './idempotency.errors.js';

/** A call that its client marked, so that a repetition is recognised. */
export interface MarkedCall {
  readonly key: string;
  /** Who sent it. */
  readonly caller: string;
  /** Method and URL. */
  readonly route: string;
  readonly brandId: string | null;
  readonly bodyHash: Buffer;
  /** The answer carries a secret, which must not be stored. */
  readonly isSecret: boolean;
}

/** Makes sure that a call that is repeated takes effect once. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

  /**
   * Answers what the first call was answered, or else does `work` and keeps its answer, both in one transaction: whatever
   * `work` reads and writes is part of it.
   * @throws {KeyReused | CallUnderWay | SecretWasAnswered}
   */
  once(call: MarkedCall, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const { key, route, brandId, bodyHash, isSecret } = call;
    const id = sha256([call.caller, route, key].join('\n'));
    return inTransaction(this.em, async (em) => {
      const [entered] = await this.sql.runIn(em, ENTER_CALL, [id]);
      if (!entered?.isFree) throw new CallUnderWay(key);
      const [kept] = await this.sql.runIn(em, KEPT_CALL, [id]);
      if (kept) return replay(call, kept);
      const answer = await work();
      const { json, tag } = isSecret ? { json: null, tag: null } : answer;
      await this.sql.runIn(em, KEEP_CALL, [id, route, brandId, bodyHash, json, tag]);
      return answer;
    });
  }

  /** Lets go of all that was answered about a record of the brand, within the transaction of `em`. */
  async forget(em: EntityManager, brandId: string, id: string): Promise<void> {
    await this.sql.runIn(em, FORGET_ANSWERS, [id, brandId]);
  }
}

function replay({ key, bodyHash, isSecret }: MarkedCall, kept: KeptCall): KeptAnswer {
  if (!sameHash(kept.bodyHash, bodyHash)) throw new KeyReused(key);
  if (isSecret) throw new SecretWasAnswered(key);
  return new KeptAnswer(kept.answer, kept.tag, true);
}

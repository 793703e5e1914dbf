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
  /** SHA-256 of the body. */
  readonly hash: () => Promise<Buffer>;
  /** Whether an answer carries a secret, which must not be stored. */
  readonly isSecret: (answer: KeptAnswer) => boolean;
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
  async once(call: MarkedCall, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    // all of the body has to be here before a transaction is begun
    const hash = await call.hash();
    return inTransaction(this.em, async (em) => {
      const [entered] = await this.sql.runIn(em, ENTER_CALL, [idOf(call)]);
      if (!entered?.isFree) throw new CallUnderWay(call.key);
      const [kept] = await this.sql.run(KEPT_CALL, [idOf(call)]);
      if (kept) return replay(call, kept, hash);
      const answer = await work();
      await this.keep(call, answer, hash);
      return answer;
    });
  }

  /**
   * The same for work that commits by itself: its answer is kept once it is done, so that one that is cut off, or is made
   * twice at the same moment, is done again. It has to bear that.
   * @throws {KeyReused | SecretWasAnswered}
   */
  async onceApart(call: MarkedCall, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const [kept] = await this.sql.run(KEPT_CALL, [idOf(call)]);
    if (kept) return replay(call, kept, await call.hash());
    const answer = await work();
    await this.keep(call, answer, await call.hash());
    return answer;
  }

  /** Lets go of all that was answered about a record of the brand, within the transaction of `em`. */
  async forget(em: EntityManager, brandId: string, id: string): Promise<void> {
    await this.sql.runIn(em, FORGET_ANSWERS, [id, brandId]);
  }

  private async keep(call: MarkedCall, answer: KeptAnswer, hash: Buffer): Promise<void> {
    const { json, tag } = call.isSecret(answer) ? NOTHING : answer;
    await this.sql.run(KEEP_CALL, [idOf(call), call.route, call.brandId, hash, json, tag]);
  }
}

const NOTHING = { json: null, tag: null };

const idOf = ({ caller, route, key }: MarkedCall): Buffer => sha256([caller, route, key].join('\n'));

function replay({ key }: MarkedCall, { bodyHash, answer, tag }: KeptCall, hash: Buffer): KeptAnswer {
  if (!sameHash(bodyHash, hash)) throw new KeyReused(key);
  if (answer === null) throw new SecretWasAnswered(key);
  return new KeptAnswer(answer, tag, true);
}

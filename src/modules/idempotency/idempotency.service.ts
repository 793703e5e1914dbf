import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import { KeptAnswer } from '../../http/response/kept-answer.js';
import { sameHash, sha256 } from '../../secrets/secrets.js';
import {
  ABANDON_CALL,
  BEGIN_CALL,
  ENTER_CALL,
  FORGET_ANSWERS,
  KEEP_CALL,
  KEPT_CALL,
  type KeptCall,
} from './idempotency-key.repository.js';
import { AnswerNotKept, CallUnderWay, KeyReused } from './idempotency.errors.js';

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
   * @throws {KeyReused | CallUnderWay | AnswerNotKept}
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
   * The same for work that commits by itself, and so is not undone by what happens to its answer. Where the process is
   * killed in between, the call can be made again after ten minutes: it has to bear that.
   * @throws {KeyReused | CallUnderWay | AnswerNotKept}
   */
  async onceApart(call: MarkedCall, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const begun = await this.sql.run(BEGIN_CALL, [idOf(call), call.route, call.brandId]);
    if (begun.length === 0) {
      const [kept] = await this.sql.run(KEPT_CALL, [idOf(call)]);
      if (!kept || kept.isUnderWay) throw new CallUnderWay(call.key);
      return replay(call, kept, await call.hash());
    }
    try {
      const answer = await work();
      await this.keep(call, answer, await call.hash());
      return answer;
    } catch (error) {
      await this.sql.run(ABANDON_CALL, [idOf(call)]);
      throw error;
    }
  }

  /** Lets go of all that was answered about a record of the brand, within the transaction of `em`. */
  async forget(em: EntityManager, brandId: string, id: string): Promise<void> {
    await this.sql.runIn(em, FORGET_ANSWERS, [id, brandId]);
  }

  private async keep(call: MarkedCall, answer: KeptAnswer, hash: Buffer): Promise<void> {
    const isSecret = call.isSecret(answer);
    const { json, tag } = isSecret || answer.json.length > MOST_KEPT ? NOTHING : answer;
    const values = [call.route, call.brandId, isSecret ? Buffer.alloc(0) : hash, json, tag];
    await this.sql.run(KEEP_CALL, [idOf(call), ...values]);
  }
}

/** How long an answer can be that is kept, in characters. */
const MOST_KEPT = 1024 * 1024;
const NOTHING = { json: null, tag: null };

const idOf = ({ caller, route, key }: MarkedCall): Buffer => sha256([caller, route, key].join('\n'));

function replay({ key }: MarkedCall, { bodyHash, answer, tag }: KeptCall, hash: Buffer): KeptAnswer {
  const isSecret = bodyHash.length === 0;
  if (!isSecret && !sameHash(bodyHash, hash)) throw new KeyReused(key);
  if (answer === null) throw new AnswerNotKept(key);
  return new KeptAnswer(answer, tag, true);
}

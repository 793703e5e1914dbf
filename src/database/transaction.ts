import { setTimeout as sleep } from 'node:timers/promises';
import { type EntityManager, TransactionContext } from '@mikro-orm/core';
import { isRolledBackByRace } from './database-errors.js';

/** How often something is tried, the first time included. PostgreSQL takes a second to find a deadlock. */
const ATTEMPTS = 5;
/** The longest pause before the second attempt, in milliseconds; it doubles with each one. */
const PAUSE = 20;

/** A unit of work of its own. What is called from within a transaction reads and writes in that transaction. */
export const unitOfWork = <Em extends EntityManager>(em: Em): Em => em.fork({ keepTransactionContext: true });

/** The unit of work whose transaction the caller runs in, however far below; `undefined`: it runs in none. */
export const outerTransaction = (): EntityManager | undefined => TransactionContext.getEntityManager();

/**
 * Runs `work` in a transaction of its own, or within that of the caller as a part that can be undone by itself; and again
 * from the start where PostgreSQL rolled it back in favour of another one: `work` must not change anything but the
 * database.
 */
export const inTransaction = <Result>(
  em: EntityManager,
  work: (em: EntityManager) => Promise<Result>,
): Promise<Result> => retried(() => unitOfWork(em).transactional(work));

/** Runs `work`, which is one statement or one transaction. Pauses are random, so that two do not meet again. */
export async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRolledBackByRace(error)) throw error;
    }
    await sleep(Math.random() * PAUSE * 2 ** (attempt - 1));
  }
}

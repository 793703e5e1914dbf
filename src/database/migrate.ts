import type { MikroORM } from '@mikro-orm/core';
import type { Migrator } from '@mikro-orm/migrations';
import type { Pool } from 'pg';
import { withoutLimits } from './limits.js';
import { poolOf } from './pool.js';

/** Which advisory lock: any number, the same in every instance. */
const LOCK = 7_067_841_029;

/**
 * Runs `work` while no other instance on the same database migrates or seeds; the others wait for their turn. Both may
 * take longer than a request: nothing else may use the database of `orm` yet.
 */
export async function withMigrationLock<Result>(orm: MikroORM, work: () => Promise<Result>): Promise<Result> {
  const pool = await poolOf(orm.em);
  if (!pool) return work(); // the embedded database belongs to this process
  return withoutLimits(pool, () => whileLocked(pool, work));
}

async function whileLocked<Result>(pool: Pool, work: () => Promise<Result>): Promise<Result> {
  const session = await pool.connect();
  try {
    await session.query('select pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await session.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    session.release();
  }
}

/** Brings the schema up to date. */
export async function migrate(orm: MikroORM): Promise<void> {
  await (orm.migrator as Migrator).up();
}

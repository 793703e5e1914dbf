import type { MikroORM } from '@mikro-orm/core';
import type { Migrator } from '@mikro-orm/migrations';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Pool } from 'pg';

/** Which advisory lock: any number, the same in every instance. */
const LOCK = 7_067_841_029;

/** Runs `work` while no other instance on the same database migrates or seeds; the others wait for their turn. */
export async function withMigrationLock<Result>(orm: MikroORM, work: () => Promise<Result>): Promise<Result> {
  const client: unknown = await (orm.em as SqlEntityManager).getConnection().getNativeClient();
  const isPool = client instanceof Object && 'totalCount' in client;
  if (!isPool) return work(); // the embedded database belongs to this process
  const session = await (client as Pool).connect();
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

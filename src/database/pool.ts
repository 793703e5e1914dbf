import type { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Pool } from 'pg';

/** PostgreSQL's connections. The embedded database has one, which only the ORM's driver may hand out: then `null`. */
export async function poolOf(em: EntityManager): Promise<Pool | null> {
  const client: unknown = await (em as SqlEntityManager).getConnection().getNativeClient();
  return typeof client === 'object' && client !== null && 'totalCount' in client ? (client as Pool) : null;
}

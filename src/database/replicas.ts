import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { isDatabaseAway } from './database-errors.js';

const CONNECT_TIMEOUT = 1_000;
const POOL_SIZE = 10;

/** A standby gives up a read that stands in the way of what it has to apply. */
const CANCELLED_BY_RECOVERY = '40001';

/** Copies of the database that lag behind it, asked in turn. */
@Injectable()
export class Replicas implements OnApplicationShutdown {
  private readonly logger = new Logger(Replicas.name);
  private readonly pools: pg.Pool[];
  private turn = 0;

  constructor(config: Config) {
    const urls = config.databaseUrl === undefined ? [] : config.databaseReplicaUrls;
    this.pools = urls.map((connectionString) => this.poolOf(connectionString));
  }

  /** What the next replica answers; `undefined` where there is none, or it is away. */
  async run(query: pg.QueryConfig): Promise<unknown[] | undefined> {
    const pool = this.pools[this.turn++ % this.pools.length];
    if (!pool) return undefined;
    try {
      return (await pool.query<Record<string, unknown>>(query)).rows;
    } catch (error) {
      const isCancelled = (error as { code?: unknown }).code === CANCELLED_BY_RECOVERY;
      if (!isCancelled && !isDatabaseAway(error)) throw error;
      this.logger.warn(`A replica does not answer: ${(error as Error).message}`);
      return undefined;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
  }

  private poolOf(connectionString: string): pg.Pool {
    const pool = new pg.Pool({
      connectionString,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      application_name: 'portico reads',
    });
    // an idle connection that breaks must not end the process; the next query finds out
    pool.on('error', (error) => this.logger.warn(`A replica is gone: ${error.message}`));
    return pool;
  }
}

import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { isDatabaseAway, isDatabaseBusy } from './database-errors.js';
import { limitedPool } from './limits.js';

// in milliseconds; the primary has to have the time to answer after that
const CONNECT_TIMEOUT = 1_000;
const TIMEOUTS = { statement: 2_500, answer: 3_000 };
/** How long a replica that did not answer is passed over. */
const REST = 5_000;
const POOL_SIZE = 10;

interface Replica {
  readonly pool: pg.Pool;
  restsUntil: number;
}

/** Copies of the database that lag behind it, asked in turn. */
@Injectable()
export class Replicas implements OnApplicationShutdown {
  private readonly logger = new Logger(Replicas.name);
  private readonly replicas: Replica[];
  private turn = 0;

  constructor(config: Config) {
    const urls = config.databaseUrl === undefined ? [] : config.databaseReplicaUrls;
    this.replicas = urls.map((url) => ({ pool: this.poolOf(url), restsUntil: 0 }));
  }

  /** What the next replica answers; `undefined` where there is none, or it is away. */
  async run(query: pg.QueryConfig): Promise<unknown[] | undefined> {
    const replica = this.replicas[this.turn++ % this.replicas.length];
    if (!replica || performance.now() < replica.restsUntil) return undefined;
    try {
      return (await replica.pool.query<Record<string, unknown>>(query)).rows;
    } catch (error) {
      // a replica also cancels a read that stands in the way of changes it has to apply: it is busy then, not away
      const isAway = isDatabaseAway(error);
      if (!isAway && !isDatabaseBusy(error)) throw error;
      if (isAway) replica.restsUntil = performance.now() + REST;
      this.logger.warn(`A replica does not answer: ${(error as Error).message}`);
      return undefined;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.replicas.map(({ pool }) => pool.end()));
  }

  private poolOf(connectionString: string): pg.Pool {
    const pool = new pg.Pool({
      ...limitedPool(TIMEOUTS),
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

import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { isDatabaseAway, wasUndone } from './database-errors.js';
import { connectionOptions, IDLE_AT_SERVER, LimitedClient, sessionSettings } from './limits.js';

/** Connections that short statements share; together with the pool they are 20. */
export const PIPELINES = 2;
/** Statements under way on one connection; what comes on top is left to the pool. */
const MOST_UNDER_WAY = 256;
/** What is sent with a short statement, in characters: a long text holds up what comes behind it. */
const MOST_SENT = 72 * 1024;

// in milliseconds
/** For a lock that somebody else holds, and for a statement; whatever takes longer is run again by the pool. */
const LOCK = 25;
const STATEMENT = 500;
/** For an answer, with all that is under way before it. */
const ANSWER = 3_000;
/** For the next use: a connection that was idle for longer may be broken, and nobody has noticed. */
const IDLE = 5_000;
/** After a connection could not be made, or broke. */
const REST = 500;

/**
 * Runs short statements over connections that many requests share: a statement is sent without waiting for the answers to
 * those before it, and all statements of one turn of the event loop in one write. Each is a transaction of its own, so
 * one that fails fails for itself alone.
 */
@Injectable()
export class Pipelines implements OnApplicationShutdown {
  private readonly pipelines: Pipeline[];

  constructor({ databaseUrl }: Config) {
    const count = databaseUrl === undefined ? 0 : PIPELINES;
    this.pipelines = Array.from({ length: count }, () => new Pipeline(databaseUrl as string));
  }

  /**
   * `undefined`: nothing was done, and the pool has to do it.
   * @param send with others of this turn of the event loop, unless it stands for them
   */
  async run(query: pg.QueryConfig, send?: 'at once'): Promise<pg.QueryResult | undefined> {
    const pipeline = this.leastBusy();
    if (!pipeline || !isBrief(query)) return undefined;
    try {
      if (send === undefined) pipeline.hold();
      return await pipeline.run(query);
    } catch (error) {
      if (wasUndone(error)) return undefined;
      throw error;
    }
  }

  /** Whether there is one; if not, that is seen to. */
  areOpen(): boolean {
    return this.leastBusy() !== undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.pipelines.map((pipeline) => pipeline.close()));
  }

  private leastBusy(): Pipeline | undefined {
    let found: Pipeline | undefined;
    for (const pipeline of this.pipelines) {
      if (pipeline.isOpen() && pipeline.underWay < (found?.underWay ?? MOST_UNDER_WAY)) found = pipeline;
    }
    return found;
  }
}

const isBrief = ({ values = [] }: pg.QueryConfig): boolean =>
  values.every((value) => typeof value !== 'string' || value.length < MOST_SENT);

/** One connection, made when it is needed, and again when it broke. */
class Pipeline {
  underWay = 0;
  private readonly logger = new Logger(Pipelines.name);
  private client?: pg.Client;
  private isHeld = false;
  private isConnecting = false;
  private restsUntil = 0;
  private idle?: NodeJS.Timeout;

  constructor(private readonly connectionString: string) {}

  /** Whether it can be used now; if not, that is seen to. */
  isOpen(): boolean {
    if (!this.client && !this.isConnecting && performance.now() >= this.restsUntil) void this.connect();
    return this.client !== undefined;
  }

  run(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const client = this.client as pg.Client;
    this.idle?.refresh();
    this.underWay++;
    return new Promise((resolve, reject) => {
      client.query(query, (error: Error | null, result: pg.QueryResult): void => {
        if (client === this.client) this.underWay--;
        // it answers that it cannot serve, and would go on to, as long as it is used
        if (error && isDatabaseAway(error)) this.lose(client, error);
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  async close(): Promise<void> {
    this.restsUntil = Number.POSITIVE_INFINITY;
    const { client } = this;
    this.forget(client);
    await client?.end();
  }

  /** Everything that is sent during one turn of the event loop goes out together. */
  hold(): void {
    if (this.isHeld) return;
    this.isHeld = true;
    const { stream } = (this.client as pg.Client).connection;
    stream.cork();
    setImmediate(() => {
      this.isHeld = false;
      stream.uncork();
    });
  }

  private async connect(): Promise<void> {
    this.isConnecting = true;
    const { connectionString } = this;
    const options = { pipeline: true, query_timeout: ANSWER, application_name: 'portico pipeline' };
    const client: pg.Client = new LimitedClient({ ...connectionOptions, ...options, connectionString });
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client));
    try {
      await client.connect();
      await client.query(SETTINGS);
      this.open(client);
    } catch (error) {
      this.lose(client, error as Error);
    }
    this.isConnecting = false;
  }

  private open(client: pg.Client): void {
    if (this.restsUntil === Number.POSITIVE_INFINITY) return void client.end();
    this.client = client;
    this.underWay = 0;
    this.idle = setTimeout(() => this.leaveIdle(client), IDLE).unref();
  }

  private leaveIdle(client: pg.Client): void {
    this.forget(client);
    void client.end();
  }

  /** What was under way on it has failed, by the client's own doing. */
  private lose(client: pg.Client, error?: Error): void {
    client.end().catch(() => undefined);
    if (client === this.client && error) {
      this.logger.warn(`A connection to the database is gone: ${error.message}`);
    }
    if (client === this.client || this.isConnecting) {
      this.restsUntil = Math.max(this.restsUntil, performance.now() + REST);
    }
    this.forget(client);
  }

  private forget(client?: pg.Client): void {
    if (client !== this.client) return;
    this.client = undefined;
    clearTimeout(this.idle);
  }
}

/**
 * Short statements find their rows by keys, whatever the values: one plan will do, and the best joins are loops. Tables that
 * grew since PostgreSQL last looked seem small to it, and it would read them from end to end.
 */
const SETTINGS = sessionSettings({
  statement_timeout: STATEMENT,
  lock_timeout: LOCK,
  idle_session_timeout: IDLE_AT_SERVER,
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
});

import pg from 'pg';

// What is waited for, in milliseconds. A request is answered within 15 s when the server falls silent: it waits
// for a connection and for the one statement that fails. A server that answers again is used within 15 s: by then every
// connection from before was idle for too long, or had a statement that was waited for too long.

/** For a connection: until one is free, and until the server has taken in a new one. */
const CONNECT = 3_000;
/** For a lock that somebody else holds. */
const LOCK = 4_000;
/** For the server to finish a statement, which it is told to give up then. */
const STATEMENT = 6_000;
/** For the answer to a statement, of a server that gives nothing up because it fell silent. */
const ANSWER = 7_000;
/** For the next statement of a transaction, whose locks stand in the way of others. */
const NEXT_STATEMENT = 8_000;
/** For the next use of a connection. */
const IDLE = 5_000;
/** For the next use of a connection, by the server: it may not hear of it that the other side is gone. */
export const IDLE_AT_SERVER = 20_000;
/** For the server to take leave of a connection that is closed. */
const FAREWELL = 1_000;
/** For traffic, before the operating system asks whether the other side is there. */
const KEEP_ALIVE = 10_000;

/**
 * A connection on which an answer did not come in time is of no more use: what comes next would wait behind it. `pg` tells
 * the caller, and leaves the connection to whoever has it; this one is closed, and its pool then drops it.
 */
export class LimitedClient extends pg.Client {
  override query(...query: unknown[]): never {
    const result: unknown = super.query(...(query as [string]));
    if (result instanceof Promise) result.catch((error: Error) => this.closeAfter(error));
    return result as never;
  }

  /** A server that fell silent does not take leave. */
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override async end(callback?: (error: Error) => void): Promise<void> {
    setTimeout(() => this.connection.stream.destroy(), FAREWELL).unref();
    if (callback) super.end(callback);
    else await super.end();
  }

  private closeAfter(error: Error): void {
    if (error.message === ANSWER_TIMED_OUT) void this.end();
  }
}

/** What `pg` says when its `query_timeout` is over. */
const ANSWER_TIMED_OUT = 'Query read timeout';

/** For connections that something waits for, but no request. */
export const connectionOptions = {
  Client: LimitedClient,
  connectionTimeoutMillis: CONNECT,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE,
};

/**
 * The statement that gives a connection its settings: connection poolers refuse them among what a connection starts with.
 */
export const sessionSettings = (settings: Readonly<Record<string, string | number>>): pg.QueryConfig => {
  const calls = Object.keys(settings).map((name, index) => `set_config('${name}', $${index + 1}, false)`);
  return { text: `select ${calls.join(', ')}`, values: Object.values(settings).map(String) };
};

/** For pools whose connections serve requests. */
export const limitedPool = ({ statement = STATEMENT, answer = ANSWER } = {}) => ({
  ...connectionOptions,
  idleTimeoutMillis: IDLE,
  query_timeout: answer,
  onConnect: (client: pg.ClientBase) =>
    client.query(
      sessionSettings({
        statement_timeout: statement,
        lock_timeout: Math.min(LOCK, statement),
        idle_in_transaction_session_timeout: NEXT_STATEMENT,
        idle_session_timeout: IDLE_AT_SERVER,
      }),
    ),
});

/**
 * Gives a connection that ended back to its pool, if whoever has it does not: Kysely keeps that of a transaction which it
 * could not begin or roll back, and sooner or later the pool would be empty.
 */
export function takeBackEnded(pool: pg.Pool): void {
  const lent = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!lent.has(client)) return;
      client.release(true);
      client.release = () => undefined; // it may come yet
    });
  });
}

/**
 * Lets `work` use the pool without limits, for what takes as long as it takes. Nothing else may use the pool meanwhile.
 * Connections are used once, so that none of them is left afterwards.
 */
export async function withoutLimits<Result>(pool: pg.Pool, work: () => Promise<Result>): Promise<Result> {
  const { options } = pool;
  const { query_timeout, onConnect, maxUses } = options;
  Object.assign(options, { query_timeout: 0, onConnect: undefined, maxUses: 1 });
  try {
    while (pool.idleCount > 0) (await pool.connect()).release(true);
    return await work();
  } finally {
    Object.assign(options, { query_timeout, onConnect, maxUses });
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isDatabaseAway } from './database-errors.js';

interface Patience {
  /** How long to keep trying, in milliseconds. */
  readonly total: number;
  /** How long one attempt may take, and the pause after it, in milliseconds. */
  readonly attempt: number;
  readonly pause: number;
}

const PATIENCE: Patience = { total: 60_000, attempt: 3_000, pause: 500 };

/** PostgreSQL does not answer, or does not let this service in. */
export class DatabaseUnreachable extends Error {}

/**
 * Waits for PostgreSQL, which is often started together with this service. What no waiting mends, such as a wrong
 * password, ends it at once.
 *
 * @param say told once that there is something to wait for
 * @throws {DatabaseUnreachable}
 */
export async function waitForDatabase(
  url: string,
  say: (line: string) => void,
  patience = PATIENCE,
): Promise<void> {
  const deadline = performance.now() + patience.total;
  const seconds = patience.total / 1_000;
  let said = false;
  for (;;) {
    const { where, error } = await attempt(url, patience.attempt);
    if (error === undefined) return;
    if (!isDatabaseAway(error)) {
      throw new DatabaseUnreachable(`The database at ${where} cannot be used: ${reasonOf(error)}.`);
    }
    if (performance.now() + patience.pause > deadline) {
      throw new DatabaseUnreachable(
        `The database at ${where} did not answer within ${seconds} s: ${reasonOf(error)}. See DATABASE_URL.`,
      );
    }
    if (!said) say(`Waiting up to ${seconds} s for the database at ${where}: ${reasonOf(error)}`);
    said = true;
    await sleep(patience.pause);
  }
}

interface Attempt {
  /** Host and port: the address holds a password, and is never shown. */
  readonly where: string;
  readonly error?: unknown;
}

/** Connects, which includes that PostgreSQL lets us in and says that it is ready. */
async function attempt(url: string, timeout: number): Promise<Attempt> {
  const client = clientFor(url, timeout);
  const where = `${client.host}:${client.port}`;
  client.on('error', () => undefined); // it is told by the promise as well
  try {
    await client.connect();
    return { where };
  } catch (error) {
    return { where, error };
  } finally {
    client.end().catch(() => undefined); // a silent server would be waited for
  }
}

function clientFor(connectionString: string, timeout: number): pg.Client {
  try {
    return new pg.Client({
      connectionString,
      connectionTimeoutMillis: timeout,
      application_name: 'portico start',
    });
  } catch {
    // the driver's message has the address in it
    throw new DatabaseUnreachable('DATABASE_URL is no address of a database that can be read.');
  }
}

/** A failed connection to several addresses has no message of its own, but those of each. */
function reasonOf(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: unknown[] };
  if (errors?.[0] !== undefined) return reasonOf(errors[0]);
  return message || code || 'no reason given';
}

import { UniqueConstraintViolationException } from '@mikro-orm/core';
import pg from 'pg';

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPROTO',
  'ENETDOWN',
  'EHOSTDOWN',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What `pg` and its pool say, without a code, of a connection that is gone or cannot be had in time. */
const CONNECTION_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end/;

/** The database cannot be reached, is starting or stopping, or has no connection left: trying later helps. */
export function isDatabaseAway(error: unknown): boolean {
  return causes(error).some(({ code, message }) => {
    if (typeof code === 'string') {
      // 08: connection exceptions; 57P: shutting down or starting up; 53: out of connections, memory or disk;
      // 25006: a standby; 25P: the session was ended because its transaction took too long
      if (
        CONNECTION_CODES.has(code) ||
        /^ERR_(SSL|STREAM)_/.test(code) ||
        /^(08...|57P0[1-5]|53[0-4]..|25006|25P0[34])$/.test(code)
      )
        return true;
    }
    return typeof message === 'string' && CONNECTION_MESSAGES.test(message);
  });
}

/** What PostgreSQL did not finish in the time that it was given, or rolled back in favour of others: trying later helps. */
export const isDatabaseBusy = (error: unknown): boolean =>
  // a statement cancelled or out of time; a lock not had in time
  hasCode(error, /^(57014|55P03)$/) || isRolledBackByRace(error);

/**
 * PostgreSQL undid a statement for no fault of its own: it or a lock took longer than the connection allows, others came
 * before it, or the statement that was to prepare it failed. Elsewhere, or later, it can succeed.
 */
export const wasUndone = (error: unknown): boolean =>
  hasCode(error, /^(57014|55P03|26000)$/) || isRolledBackByRace(error);

/** PostgreSQL answered, and refused the statement for what it says: nothing happened. */
export const isRefused = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !isDatabaseAway(error);

/** A deadlock, or a serialization failure: the same again can succeed at once. */
export const isRolledBackByRace = (error: unknown): boolean => hasCode(error, /^40(P01|001)$/);

/** A value is out of the range of its column, or is text that PostgreSQL cannot hold (class 22). */
export const isUnstorable = (error: unknown): boolean => hasCode(error, /^22...$/);

/** A unique index, a foreign key or a check of this name refused the row. */
export function violates(error: unknown, constraint: string): boolean {
  if (error instanceof UniqueConstraintViolationException && error.message.includes(`"${constraint}"`))
    return true;
  return causes(error).some(
    (cause) => isIntegrityCode(cause.code) && (cause as { constraint?: string }).constraint === constraint,
  );
}

const hasCode = (error: unknown, pattern: RegExp): boolean =>
  causes(error).some(({ code }) => typeof code === 'string' && pattern.test(code));

const isIntegrityCode = (code: unknown): boolean => typeof code === 'string' && /^23...$/.test(code);

interface Cause {
  code?: unknown;
  message?: unknown;
}

/** The error and those it wraps; a failed connection to several addresses comes as an `AggregateError`. */
function causes(error: unknown, depth = 0): Cause[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { cause, previous, errors } = error as { cause?: unknown; previous?: unknown; errors?: unknown };
  const inner = [cause, previous, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return [error, ...inner.flatMap((next) => causes(next, depth + 1))];
}

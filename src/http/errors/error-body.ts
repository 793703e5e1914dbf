import type { Dialect } from '../dialect.js';
import type { ApiError } from './errors.js';

/** The body that tells a client of `error`, in the shape its dialect promises. */
export function errorBody(error: ApiError, dialect: Dialect): object {
  const code = error.codeIn(dialect);
  if (dialect === 'configuration') return { message: error.message, code };
  return {
    code,
    message: error.message,
    http: error.status,
    ...(error.details && { details: error.details }),
  };
}

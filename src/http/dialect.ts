import type { ApiError } from './errors/errors.js';

export type Dialect = 'brand' | 'configuration';

const CONFIGURATION_PATH = /^\/(api\/)?v1(\/|$)/;

/** The path decides, not the handler: an unknown route or a broken body has none. */
export const dialectOf = (path: string): Dialect =>
  CONFIGURATION_PATH.test(path) ? 'configuration' : 'brand';

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

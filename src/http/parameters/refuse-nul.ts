import type { RequestHandler } from 'express';
import { ValidationFailed } from '../errors/errors.js';

/** No parameter may hold what PostgreSQL cannot store. */
export const refuseNulInUrl: RequestHandler = (request, _response, next) => {
  if (request.url.includes('%00')) throw ValidationFailed.at('', 'The URL must not contain a NUL character');
  next();
};

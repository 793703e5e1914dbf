import { ValidationFailed } from '../errors/errors.js';
import type { Step } from '../steps.js';

/** No parameter may hold what PostgreSQL cannot store. */
export const refuseNulInUrl: Step = (request) => {
  if (request.url.includes('%00')) throw ValidationFailed.at('', 'The URL must not contain a NUL character');
};

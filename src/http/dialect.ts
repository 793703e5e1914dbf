import type { Step } from './steps.js';

/** Two families of clients: they differ in envelope, error shape and codes. */
export type Dialect = 'brand' | 'configuration';

const CONFIGURATION_PATH = /^\/api\/v1(\/|$)/i;

/** The path decides, not the handler: an unknown route or a broken body has none. */
export const dialectOf = (path: string): Dialect =>
  CONFIGURATION_PATH.test(path) ? 'configuration' : 'brand';

const SHORT_PREFIX = /^\/v1(?=[/?]|$)/i;

/** `/v1/…` is another way to write `/api/v1/…`, which is what the routes are declared under. */
export const expandShortPrefix: Step = (request) => {
  if (SHORT_PREFIX.test(request.url)) request.url = `/api${request.url}`;
};

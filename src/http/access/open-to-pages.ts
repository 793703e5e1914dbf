import type { Step } from '../steps.js';

/**
 * What the pages of others may call from a visitor's browser: asking which portal it is on, and telling of a visitor.
 * Everything else is for servers and for our own pages.
 */
const OPEN = [
  { path: /^\/portals\/search$/, methods: 'GET,HEAD' },
  { path: /^\/leads\/channels\/[^/]+\/webhook\/?$/i, methods: 'POST' },
  { path: /^\/leads\/[^/]+\/timeline\/?$/i, methods: 'POST' },
] as const;

/** Lets the script of any page make these calls, and read the answers, errors included: CORS. */
export const openToPages: Step = (request, response) => {
  const open = OPEN.find(({ path }) => path.test(request.path));
  if (!open) return;
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Idempotent-Replayed, Retry-After, X-Request-Id');
  if (request.method !== 'OPTIONS') return;
  const asked = request.headers['access-control-request-headers'];
  response.vary('Access-Control-Request-Headers').setHeader('Access-Control-Allow-Methods', open.methods);
  if (asked !== undefined) response.setHeader('Access-Control-Allow-Headers', asked);
  response.status(204).setHeader('Content-Length', '0').end();
};

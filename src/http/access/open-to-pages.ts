import type { Step } from '../steps.js';

/** A visitor's browser may ask which portal it is on; everything else is for servers and for our own pages. */
const OPEN = '/portals/search';

/** Lets the script of any page read the answers of the look-up: CORS, for this one path. */
export const openToPages: Step = (request, response) => {
  if (request.path !== OPEN) return;
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (request.method !== 'OPTIONS') return;
  const asked = request.headers['access-control-request-headers'];
  response.vary('Access-Control-Request-Headers').setHeader('Access-Control-Allow-Methods', 'GET,HEAD');
  if (asked !== undefined) response.setHeader('Access-Control-Allow-Headers', asked);
  response.status(204).setHeader('Content-Length', '0').end();
};

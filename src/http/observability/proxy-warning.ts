import type { Logger } from 'pino';
import type { Step } from '../steps.js';

/**
 * Says once that a proxy seems to be in front and is not trusted: all its clients then count as one address, and share
 * one limit of requests.
 */
export function warnOfProxy(logger: Logger): Step {
  let warned = false;
  return (request) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined) {
      warned = true;
      logger.warn(
        'Requests carry X-Forwarded-For, which is not believed: set TRUST_PROXY to the address of the proxy that sends them',
      );
    }
  };
}

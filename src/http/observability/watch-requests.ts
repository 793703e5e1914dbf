import type { Logger } from 'pino';
import type { Step } from '../steps.js';
import { requestLog } from './logging.js';
import { measure } from './metrics.js';

/** Times every request; once it is over, it is logged, and measured if it was answered in full. */
export function watchRequests(logger: Logger): Step {
  const log = requestLog(logger);
  return (request, response) => {
    const start = performance.now();
    response.on('close', () => {
      const time = performance.now() - start;
      if (response.writableFinished) measure(request, response, time);
      log(request, response, time);
    });
  };
}

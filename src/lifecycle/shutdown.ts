import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Readiness } from '../modules/operations/readiness.js';

/** How long requests are still taken in after readiness went false, so that a load balancer can notice. */
const NOTICE = 1_000;
/** How long requests in flight may take before they are cut off. */
const PATIENCE = 15_000;

/**
 * Ends the process in good order when it is asked to: readiness goes false, requests in flight finish, and then the
 * database is closed. Nest's own shutdown hooks would end it by the signal, and cut off requests not yet read.
 */
export function stopOnSignal(app: NestExpressApplication): void {
  process.once('SIGTERM', () => void stop(app, NOTICE));
  process.once('SIGINT', () => void stop(app, 0)); // someone at a terminal does not want to wait
}

async function stop(app: NestExpressApplication, notice: number): Promise<void> {
  const server = app.getHttpServer();
  app.get(Readiness).stop();
  // a connection kept alive could bring its next request just when it is closed
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  await sleep(notice);
  // a busy process gets here before it has looked at what came in meanwhile: accept it, read it, take it on
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  setTimeout(() => server.closeAllConnections(), PATIENCE - notice).unref();
  await app.close();
  process.exit(0);
}

import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Readiness } from './modules/operations/readiness.js';

/** How long requests are still taken in after readiness went false, so that a load balancer can notice. */
const NOTICE = 1_000;
/** How long requests in flight may take before they are cut off. */
const PATIENCE = 20_000;

/** How often it is asked whether all have been answered. All three in milliseconds. */
const POLL = 50;

/**
 * Ends the process in good order when it is asked to: readiness goes false, requests in flight finish, and then the
 * database is closed. Nest's own shutdown hooks would end it by the signal, and cut off requests not yet read.
 */
export function stopOnSignal(app: NestExpressApplication): void {
  const isBusy = watchRequests(app.getHttpServer());
  process.once('SIGTERM', () => void stop(app, NOTICE, isBusy));
  process.once('SIGINT', () => void stop(app, 0, isBusy)); // someone at a terminal does not want to wait
}

async function stop(app: NestExpressApplication, notice: number, isBusy: () => boolean): Promise<void> {
  const server = app.getHttpServer();
  app.get(Readiness).stop();
  // a connection kept alive could bring its next request just when it is closed
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  setTimeout(() => server.closeAllConnections(), PATIENCE).unref();
  await sleep(notice);
  // a busy process has requests that it has not read yet; their connections look idle, and closing would reset them
  for (let waited = notice; waited < PATIENCE && isBusy(); waited += POLL) await sleep(POLL);
  await app.close();
  process.exit(0);
}

/** @returns whether some request has not been answered yet */
function watchRequests(server: Server): () => boolean {
  let inFlight = 0;
  server.on('request', (_, response) => {
    inFlight++;
    response.once('close', () => inFlight--);
  });
  return () => inFlight > 0;
}

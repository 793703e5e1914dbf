import { constants } from 'node:os';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { compilersAtRest } from './compilers-at-rest.js';
import { Readiness } from '../modules/operations/readiness.js';

/** How long requests are still taken in after readiness went false, so that a load balancer can notice. */
const NOTICE = 1_000;
/** How long requests in flight may take before they are cut off. */
const PATIENCE = 25_000;

/** npm passes a signal on that its process group got as well: what comes this soon after the first is no second one. */
const ECHO = 250;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Before there is anything to finish, a signal ends the process at once. @param first what is done before */
export function endOnSignal(first: () => void): void {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      first();
      endAtOnce(signal);
    });
  }
}

/**
 * Ends the process in good order when it is asked to: readiness goes false, requests in flight finish, and then the
 * database is closed. Asked again, it ends at once. Nest's own shutdown hooks would end it by the signal, and cut off
 * requests not yet read.
 */
export function stopOnSignal(app: NestExpressApplication): void {
  let first: number | undefined;
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (first === undefined) {
        first = performance.now();
        // someone at a terminal does not want to wait
        void stop(app, signal === 'SIGINT' ? 0 : NOTICE);
      } else if (performance.now() - first > ECHO) endAtOnce(signal);
    });
  }
}

/** By the signal itself, as if nobody had listened; the first process of a container is spared by the kernel and exits. */
function endAtOnce(signal: (typeof SIGNALS)[number]): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]);
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
  await compilersAtRest();
  process.exit(0);
}

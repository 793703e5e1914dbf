// A thread of its own, because what stops and starts servers waits for them. It sends mixed requests to several
// instances in turn, as a load balancer would, until it is told to stop, and then tells how each of them went.
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { randomPortal } from './load.ts';
import type { BenchRequest } from './routes.ts';
import { keepBusy, send } from './send.ts';

export interface LoadOrder {
  readonly instances: readonly string[];
  /** By route, for each of some portals. */
  readonly requests: readonly (readonly BenchRequest[])[];
  readonly workers: number;
}

export interface Outcome {
  /** When it was sent, in milliseconds of the system's clock. */
  readonly at: number;
  /** Milliseconds until there was an answer, or none any more. */
  readonly took: number;
  /** Which of `requests` it is one of. */
  readonly route: number;
  /** Which instance had it last. */
  readonly instance: number;
  /** The status of the answer, or what went wrong. */
  readonly result: number | string;
}

/** How often an instance that refused a connection is asked whether it is ready again, in milliseconds. */
const PROBE = 200;

const { instances, requests, workers } = workerData as LoadOrder;
const agents = instances.map(() => new Agent({ keepAlive: true }));
const ready = new Set(instances.keys());
const outcomes: Outcome[] = [];
let sent = 0;
let stopped = false;
parentPort!.once('message', () => (stopped = true));

await keepBusy(workers, () => (stopped ? undefined : sent++), one);
parentPort!.postMessage(outcomes);

async function one(n: number): Promise<void> {
  const route = n % requests.length;
  const request = requests[route]![randomPortal(requests[route]!.length) - 1]!;
  const since = performance.now();
  const at = Date.now();
  const gone = await balanced(request, n);
  outcomes.push({ at, took: performance.now() - since, route, ...gone });
}

/** Nothing was sent to an instance that refuses the connection: the next one is tried, and that one not until it is ready. */
async function balanced(request: BenchRequest, n: number): Promise<Pick<Outcome, 'instance' | 'result'>> {
  const instance = [...ready][n % ready.size];
  if (instance === undefined) return { instance: -1, result: 'no instance' };
  try {
    return { instance, result: await send(instances[instance]!, request, agents[instance]!) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ECONNREFUSED') return { instance, result: code ?? message };
    if (ready.delete(instance)) void probe(instance);
    return balanced(request, n);
  }
}

async function probe(instance: number): Promise<void> {
  while (!stopped && !ready.has(instance)) {
    await sleep(PROBE);
    const answer = await fetch(`${instances[instance]}/health/ready`).catch(() => undefined);
    if (answer?.ok) ready.add(instance);
  }
}

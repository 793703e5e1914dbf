import autocannon from 'autocannon';
import type { Route } from './routes.ts';

export interface Load {
  readonly connections: number;
  readonly portals: number;
  /** Either for so long, */
  readonly seconds?: number;
  /** or so many requests. */
  readonly amount?: number;
}

export interface Figures {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests that were answered. */
  readonly requests: number;
}

/** How many different requests one connection sends in turn: more than it comes to in a measurement. */
const REQUESTS_PER_CONNECTION = 1000;

/** Sends the route's request for random portals. @throws if any answer is not a 200 */
export async function sendLoad(url: string, route: Route, load: Load): Promise<Figures> {
  const run = autocannon({
    url,
    connections: load.connections,
    ...(load.amount ? { amount: load.amount } : { duration: load.seconds }),
    sampleInt: 100,
    setupClient: (client) => client.setRequests(randomRequests(route, load.portals)),
  });
  const durations: number[] = [];
  const since = performance.now();
  run.on('response', (_client, _status, _bytes, milliseconds) => durations.push(milliseconds));
  const { errors, statusCodeStats } = await run;
  const seconds = (performance.now() - since) / 1000;
  const { 200: _good, ...others } = statusCodeStats;
  if (errors > 0 || Object.keys(others).length > 0) {
    throw new Error(`${route.name}: ${errors} errors, answers by status: ${JSON.stringify(statusCodeStats)}`);
  }
  return {
    requests: durations.length,
    requestsPerSecond: durations.length / seconds,
    p50: percentile(durations, 0.5),
    p99: percentile(durations, 0.99),
  };
}

/** What so large a share of `values` is at most; `NaN` of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

const randomRequests = (route: Route, portals: number) =>
  Array.from({ length: REQUESTS_PER_CONNECTION }, () => route.request(randomPortal(portals)));

export const randomPortal = (portals: number): number => 1 + Math.floor(Math.random() * portals);

import type { Cpu } from './cpu.ts';
import { type Figures, type Load, sendLoad } from './load.ts';
import type { Route } from './routes.ts';
import type { Server } from './servers.ts';

/** Requests after which V8 has compiled what a route needs, as it has in a server that runs for longer than a minute. */
export const COMPILED_AFTER = 30_000;

export interface Measurement extends Figures {
  /** Microseconds of CPU per request, however busy the machine is otherwise: of the server's process, */
  readonly cpu: number;
  /** and of all processes of the database. */
  readonly databaseCpu: number;
}

interface Sizes extends Load {
  readonly seconds: number;
  readonly warmUp: number;
}

export async function measure(
  server: Server,
  route: Route,
  { connections, portals, seconds, warmUp }: Sizes,
  database: Cpu,
): Promise<Measurement> {
  await sendLoad(server.url, route, { connections, portals, seconds: warmUp });
  const before = [server.cpu(), database()] as const;
  const figures = await sendLoad(server.url, route, { connections, portals, seconds });
  const perRequest = (used: number) => (used / figures.requests) * 1_000_000;
  return {
    ...figures,
    cpu: perRequest(server.cpu() - before[0]),
    databaseCpu: perRequest(database() - before[1]),
  };
}

/** Runs `work` for each of `many`; a different one is the first in every round. */
export async function inTurn<One, Result>(
  many: readonly One[],
  round: number,
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const n of many.keys()) {
    const which = (n + round) % many.length;
    results[which] = await work(many[which]!);
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

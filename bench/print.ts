import { cpus } from 'node:os';
import type pg from 'pg';
import type { Figures } from './load.ts';
import type { Options } from './options.ts';
import { RATE_LIMIT } from './servers.ts';

/** What the figures depend on: machine, server settings and sizes. */
export async function printServer(client: pg.Client, options: Options): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as "synchronousCommit"`,
  );
  const { version, fsync, synchronousCommit } = rows[0] ?? {};
  console.log(`${cpus().length} cores ${cpus()[0]?.model}, Node ${process.version}`);
  console.log(`PostgreSQL ${version}, fsync ${fsync}, synchronous_commit ${synchronousCommit}`);
  console.log(`${options.portals} portals, ${options.activities} activities`);
  console.log(
    `${options.connections} connections, ${options.rounds} rounds of ${options.warmUpSeconds} s warm-up and ` +
      `${options.seconds} s measured; Portico with RATE_LIMIT=${RATE_LIMIT}, its log in a file\n`,
  );
}

export interface Measurement extends Figures {
  /** Microseconds of the server's CPU per request: what it costs, however busy the machine is otherwise. */
  readonly cpu: number;
}

/** Who is measured, and how it is printed. */
export const SERVERS = { portico: 'Portico', byHand: 'by hand', pipelined: 'by hand, pipelined' } as const;

export type ServerName = keyof typeof SERVERS;

export type Round = Readonly<Record<ServerName, Measurement>>;

/** One route: the median of each figure over the rounds, and of the rounds' ratios. */
export function printFigures(route: string, rounds: readonly Round[]): void {
  console.log(route);
  for (const [server, name] of Object.entries(SERVERS) as [ServerName, string][]) {
    const of = (figure: keyof Measurement, digits: number, width: number) =>
      median(rounds.map((round) => round[server][figure]))
        .toFixed(digits)
        .padStart(width);
    console.log(
      `  ${name.padEnd(18)} ${of('requestsPerSecond', 0, 7)} requests/s   p50 ${of('p50', 1, 6)} ms   ` +
        `p99 ${of('p99', 1, 6)} ms   server CPU ${of('cpu', 0, 5)} µs/request`,
    );
  }
  printRatio(rounds, 'portico');
  printRatio(rounds, 'pipelined');
  console.log();
}

/** Of requests per second, with the server by hand as 1. */
function printRatio(rounds: readonly Round[], server: ServerName): void {
  const ratios = rounds.map((round) => round[server].requestsPerSecond / round.byHand.requestsPerSecond);
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  console.log(`  ratio ${SERVERS[server]} / by hand: ${median(ratios).toFixed(2)} (rounds: ${each})`);
}

interface Count {
  readonly statements: number;
  readonly roundTrips: number;
}

export function printTraffic(route: string, requests: number, first: Count, later: Count): void {
  const per = (count: Count) =>
    `${(count.statements / requests).toFixed(2)} statements in ${(count.roundTrips / requests).toFixed(2)} round trips`;
  console.log(`${route}: ${per(first)} for a portal not met yet, then ${per(later)}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

import { type Measurement, median } from './measure.ts';
import { digits, printTable } from './print.ts';

/** Who is measured, and how it is printed. */
export const SERVERS = { portico: 'Portico', byHand: 'by hand', pipelined: 'by hand, pipelined' } as const;

export type ServerName = keyof typeof SERVERS;

export type Round = Readonly<Record<ServerName, Measurement>>;

const HEADS = ['requests/s', 'p50 ms', 'p99 ms', 'server CPU µs', 'database CPU µs'];

/** One route: the median of each figure over the rounds, and of the rounds' ratios. */
export function printFigures(route: string, rounds: readonly Round[]): void {
  const rows = (Object.entries(SERVERS) as [ServerName, string][]).map(([server, name]) => {
    const of = (figure: keyof Measurement, count: number) =>
      digits(median(rounds.map((round) => round[server][figure])), count);
    return [
      `  ${name}`,
      of('requestsPerSecond', 0),
      of('p50', 1),
      of('p99', 1),
      of('cpu', 0),
      of('databaseCpu', 0),
    ];
  });
  printTable([route, ...HEADS], rows);
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

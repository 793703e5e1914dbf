import { type Measurement, median } from './measure.ts';
import { digits, printTable } from './print.ts';

/** Something that was measured in rounds, and what it is held against. */
export interface Line {
  readonly name: string;
  readonly rounds: readonly Measurement[];
  readonly base: readonly Measurement[];
}

/** Medians over the rounds; the ratio is that of requests per second, within each round. */
export function printLines(head: string, lines: readonly Line[]): void {
  const rows = lines.map(({ name, rounds, base }) => {
    const of = (figure: keyof Measurement, count = 0) =>
      digits(median(rounds.map((one) => one[figure])), count);
    const ratio = median(rounds.map((one, n) => one.requestsPerSecond / base[n]!.requestsPerSecond));
    return [
      name,
      of('requestsPerSecond'),
      of('p50', 1),
      of('p99', 1),
      of('cpu'),
      of('databaseCpu'),
      digits(ratio, 2),
    ];
  });
  printTable([head, 'requests/s', 'p50 ms', 'p99 ms', 'server CPU µs', 'database CPU µs', 'ratio'], rows);
}

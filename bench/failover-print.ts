import type { Outcome } from './failover-load.ts';
import { percentile } from './load.ts';
import { digits, printTable } from './print.ts';

export interface Phase {
  readonly name: string;
  /** When it began, in milliseconds of the system's clock. */
  readonly from: number;
}

/** When an instance was killed, and when another process took its place. */
export interface Gap {
  readonly instance: number;
  readonly from: number;
  readonly to: number;
}

const HEADS = [
  'requests',
  'statuses',
  'in flight',
  'failed',
  'p99 ms',
  'longest ms',
  'replica p99',
  'longest',
];

/**
 * Requests by the phase they were sent in. Between the end of a process and its successor's start nothing listens: what
 * broke off then was sent on a connection of the dead process, and no one could have finished it.
 */
export function printOutcomes(
  outcomes: readonly Outcome[],
  phases: readonly Phase[],
  gap: Gap,
  lagging: number,
) {
  const inFlight = ({ at, took, instance, result }: Outcome) =>
    typeof result === 'string' && instance === gap.instance && at < gap.to && at + took >= gap.from;
  const failed = (one: Outcome) => one.result !== 200 && !inFlight(one);
  const rows = phases.map(({ name, from }, n) => {
    const to = phases[n + 1]?.from ?? Number.POSITIVE_INFINITY;
    const within = outcomes.filter(({ at }) => at >= from && at < to);
    const counts = [within.filter(inFlight), within.filter(failed)].map((some) => String(some.length));
    const ofReplica = within.filter(({ route }) => route === lagging);
    return [name, String(within.length), results(within), ...counts, ...times(within), ...times(ofReplica)];
  });
  printTable(['sent while', ...HEADS], rows);
  const sentLater = outcomes.filter((one) => inFlight(one) && one.at > gap.from).length;
  console.log(
    `\nin flight on the dead instance: ${outcomes.filter(inFlight).length}, of which ${sentLater} were`,
  );
  console.log('sent after its end, on connections whose end was not known yet');
  console.log(`failed but those in flight: ${outcomes.filter(failed).length}`);
}

/** Like `200: 1234, 503: 5`. */
const results = (outcomes: readonly Outcome[]): string =>
  [...Map.groupBy(outcomes, ({ result }) => result)]
    .map(([result, all]) => `${result}: ${all.length}`)
    .sort()
    .join(', ');

/** The time within which 99 % were answered, and the longest. */
function times(outcomes: readonly Outcome[]): string[] {
  const all = outcomes.map(({ took }) => took);
  return [digits(percentile(all, 0.99)), digits(percentile(all, 1))];
}

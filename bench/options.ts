import { parseArgs } from 'node:util';

/** What `npm run bench -- --name value` can change. */
export interface Options {
  readonly portals: number;
  readonly activities: number;
  /** Requests in flight at any moment. */
  readonly connections: number;
  readonly rounds: number;
  /** Of one measurement; its warm-up comes on top. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Only routes whose name contains this. */
  readonly route: string;
  /** A folder for a CPU profile of either server. */
  readonly profile?: string;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      portals: { type: 'string', default: '10000' },
      activities: { type: 'string', default: '1000000' },
      connections: { type: 'string', default: '32' },
      rounds: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '3' },
      'warm-up': { type: 'string', default: '1' },
      route: { type: 'string', default: '' },
      profile: { type: 'string' },
    },
  });
  return {
    portals: positive('portals', values.portals),
    activities: positive('activities', values.activities),
    connections: positive('connections', values.connections),
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    warmUpSeconds: positive('warm-up', values['warm-up']),
    route: values.route,
    profile: values.profile,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} has to be a number above 0`);
  return value;
}

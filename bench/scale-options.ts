import { COMPILED_AFTER } from './measure.ts';
import { readOptions } from './options.ts';

const FULL = {
  /** `<portals>x<activities>` of each database; the others are held against the first. */
  sizes: '10000x10000,10000x1000000,10000x10000000,1000000x1000000',
  /** How many activities the contact has whose timeline is paged. */
  timeline: 100_000,
  connections: 32,
  rounds: 6,
  seconds: 3,
  warmUp: 1,
  compiledAfter: COMPILED_AFTER,
  route: '',
  quick: false,
};

/** Shows that everything works; the figures say little. */
const QUICK = {
  ...FULL,
  sizes: '1000x1000,1000x20000,20000x20000',
  timeline: 5_000,
  rounds: 2,
  seconds: 1,
  warmUp: 0.2,
  compiledAfter: 2_000,
};

export const readScaleOptions = () => readOptions(process.argv.includes('--quick') ? QUICK : FULL);

export type ScaleOptions = ReturnType<typeof readScaleOptions>;

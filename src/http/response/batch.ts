import type { Fault } from '../errors/errors.js';

/** An entry of a request that was left out. */
export interface Refusal {
  /** Its position among those sent, from 0. */
  readonly index: number;
  readonly message: string;
  readonly details: readonly Fault[];
}

/** What came of entries that were sent together and judged one by one. */
export class Batch<Item> {
  constructor(
    readonly items: readonly Item[],
    readonly refused: readonly Refusal[],
  ) {}
}

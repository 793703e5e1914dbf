import { setTimeout as sleep } from 'node:timers/promises';

/** What `make` makes of 0, 1, 2, …, so many times. */
export const times = <Item>(count: number, make: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** Waits for something to come true. @throws if it does not within so many seconds */
export async function until(condition: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  for (const end = performance.now() + seconds * 1_000; performance.now() < end;) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error(`It did not come true in ${seconds} s`);
}

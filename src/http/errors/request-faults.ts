import type { Fault } from './errors.js';

const faults = new WeakMap<object, Fault[]>();

/**
 * Remembers what is wrong with a parameter, until all of them and the body were looked at. Nest reads the last
 * parameter of a handler first; they are told in the order in which they are declared.
 */
export function noteFaults(request: object, found: readonly Fault[]): void {
  const known = faults.get(request);
  if (known) known.unshift(...found);
  else faults.set(request, [...found]);
}

/** What is wrong with the parameters of a request that were read so far. */
export const notedFaults = (request: object): readonly Fault[] => faults.get(request) ?? [];

import { setTimeout as sleep } from 'node:timers/promises';

/** Much longer than a function takes to be compiled. */
const MOMENT = 100;

/**
 * Resolves when V8 has probably compiled what it began in the background. A compiler that runs out of memory at the
 * moment of an exit waits for a collection that never comes, and Node 24 waits for the compiler: the process would hang
 * and hear no signal. It happens to young processes on busy machines, where much is being compiled.
 */
export const compilersAtRest = (): Promise<void> => sleep(MOMENT);

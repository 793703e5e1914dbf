import { readFileSync } from 'node:fs';
import type { Server } from './servers.ts';

/** Bytes. */
export interface Memory {
  /** What the process has in memory now, and the most that it had. */
  readonly resident: number;
  readonly most: number;
  /** Of V8: what is used, garbage not yet collected included, and what it has reserved. */
  readonly heapUsed: number;
  readonly heap: number;
}

/** As the system (`/proc`) and the process's own `/metrics` tell. */
export async function memoryOf({ pid, url }: Server): Promise<Memory> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const kilobytes = (name: string) => numberAfter(status, `${name}:`) * 1024;
  return {
    resident: kilobytes('VmRSS'),
    most: kilobytes('VmHWM'),
    heapUsed: numberAfter(metrics, 'nodejs_heap_size_used_bytes'),
    heap: numberAfter(metrics, 'nodejs_heap_size_total_bytes'),
  };
}

const numberAfter = (text: string, name: string): number =>
  Number(new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(text)?.[1]);

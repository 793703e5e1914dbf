import type { Response } from 'express';
import { MemoryBudget } from '../../memory/memory-budget.js';

const SMALL = 64 * 1024;
/** What a byte of JSON takes, at most about, while it is parsed, validated and written. */
const HEAP_PER_BYTE = 32;

const budget = MemoryBudget.ofHeap(1 / 8);

/**
 * Waits until there is room to work on a body of so many bytes, if it is large: many at once would end the process.
 * @throws {NoRoom}
 */
export async function roomForBody(bytes: number, response: Response): Promise<void> {
  if (bytes <= SMALL) return;
  const leave = await budget.enter(bytes * HEAP_PER_BYTE);
  if (response.closed) leave();
  else response.once('close', leave);
}

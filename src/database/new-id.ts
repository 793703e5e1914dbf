import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** Random bytes for one id. */
const SIZE = 16;
/** Drawn for so many ids at once: the system is asked 256 times less often. */
const pool = new Uint8Array(256 * SIZE);
let used = pool.length;

let msecs = 0;
let seq = 0;

/**
 * An id: a UUIDv7, greater than all that this process has made before. Ids are made here and not by the database,
 * because PostgreSQL 15 cannot make them.
 */
export function newId(): string {
  const random = nextRandom();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // the first bit stays free: there is room to count within the millisecond
    seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    seq++;
  }
  return uuidv7({ random, msecs, seq });
}

function nextRandom(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool.subarray(used, (used += SIZE));
}

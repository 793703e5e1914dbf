import { getHeapStatistics } from 'node:v8';

/** How long somebody waits for room before being refused, in milliseconds. */
const PATIENCE = 5_000;

/** There is no room for something large, and there was none for a while. */
export class NoRoom extends Error {
  constructor() {
    super('Too much is in memory at once');
  }
}

interface Waiter {
  readonly bytes: number;
  readonly enter: () => void;
}

/**
 * Lets work in as long as all that is in it fits: whatever is large waits for its turn, first come first served. What
 * is larger than everything goes in alone.
 */
export class MemoryBudget {
  private used = 0;
  private readonly waiting: Waiter[] = [];

  constructor(
    private readonly capacity: number,
    private readonly patience = PATIENCE,
  ) {}

  /**
   * @param share of the most that V8's heap may be. All budgets together have to stay well below half of it: what is no
   * longer needed takes room too, until it is collected.
   */
  static ofHeap(share: number): MemoryBudget {
    return new MemoryBudget(getHeapStatistics().heap_size_limit * share);
  }

  /**
   * @param bytes an estimate
   * @returns how to leave
   * @throws {NoRoom}
   */
  async enter(bytes: number): Promise<() => void> {
    if (this.waiting.length > 0 || !this.fits(bytes)) await this.turn(bytes);
    else this.used += bytes;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      // the next one comes in a later turn of the event loop, so that what is small is served in between
      setImmediate(() => {
        this.used -= bytes;
        this.letIn();
      });
    };
  }

  private fits(bytes: number): boolean {
    return this.used === 0 || this.used + bytes <= this.capacity;
  }

  private turn(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = {
        bytes,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        reject(new NoRoom());
        this.letIn(); // it may have stood in the way of a smaller one
      }, this.patience);
      this.waiting.push(waiter);
    });
  }

  private letIn(): void {
    for (let next = this.waiting[0]; next && this.fits(next.bytes); next = this.waiting[0]) {
      this.waiting.shift();
      this.used += next.bytes;
      next.enter();
    }
  }
}

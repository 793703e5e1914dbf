import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** How many clients are counted at once; the ones longest unseen are forgotten first. */
const CAPACITY = 100_000;

/** Counts in fixed windows: constant work per request, and bounded memory whatever clients send. */
export class BoundedThrottlerStorage implements ThrottlerStorage {
  private readonly windows = new LRUCache<string, { hits: number; endsAt: number }>({ max: CAPACITY });

  increment(key: string, ttl: number, limit: number): Promise<Count> {
    const now = Date.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) this.windows.set(key, (window = { hits: 0, endsAt: now + ttl }));
    window.hits++;
    const secondsLeft = Math.ceil((window.endsAt - now) / 1000);
    const isBlocked = window.hits > limit;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: secondsLeft,
      isBlocked,
      timeToBlockExpire: isBlocked ? secondsLeft : 0,
    });
  }
}

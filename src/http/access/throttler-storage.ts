import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** How many clients of a kind are counted at once; the ones longest unseen are forgotten first. */
const CAPACITY = 100_000;

const ADDRESS = 'address ';

/** What the calls of a client address are counted under. */
export const addressKey = (address: string): string => ADDRESS + address;

/**
 * Counts in fixed windows: constant work per request, and bounded memory whatever clients send. Addresses and
 * credentials have counters of their own, so that many of the one cannot make those of the other be forgotten.
 */
export class BoundedThrottlerStorage implements ThrottlerStorage {
  private readonly addresses = new Windows();
  private readonly credentials = new Windows();

  increment(key: string, ttl: number, limit: number): Promise<Count> {
    const windows = key.startsWith(ADDRESS) ? this.addresses : this.credentials;
    return Promise.resolve(windows.increment(key, ttl, limit));
  }
}

/** How often something was called, by key. */
export class Windows {
  private readonly windows = new LRUCache<string, { hits: number; endsAt: number }>({ max: CAPACITY });

  increment(key: string, ttl: number, limit: number): Count {
    const now = Date.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) this.windows.set(key, (window = { hits: 0, endsAt: now + ttl }));
    window.hits++;
    const secondsLeft = Math.ceil((window.endsAt - now) / 1000);
    const isBlocked = window.hits > limit;
    return {
      totalHits: window.hits,
      timeToExpire: secondsLeft,
      isBlocked,
      timeToBlockExpire: isBlocked ? secondsLeft : 0,
    };
  }
}

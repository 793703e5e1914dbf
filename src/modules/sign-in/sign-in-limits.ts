import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../../config/config.js';
import { TooManyRequests } from '../../http/errors/errors.js';
import { sha256Base64 } from '../../secrets/secrets.js';

/** How many failures there may be within a window, by what they are counted under. */
const MOST = { account: 10, address: 50 } as const;
/** Milliseconds. */
const WINDOW = 15 * 60_000;
/** How many accounts, and how many addresses, are counted at once; the ones longest unseen are forgotten first. */
const CAPACITY = 100_000;

interface Failures {
  count: number;
  readonly endsAt: number;
}

/**
 * Counts the sign-ins that fail, by account and by client address, in this process. An account is an e-mail address,
 * whether or not somebody has it. `RATE_LIMIT=off` turns it off.
 */
@Injectable()
export class SignInLimits {
  private readonly failures = {
    account: new LRUCache<string, Failures>({ max: CAPACITY }),
    address: new LRUCache<string, Failures>({ max: CAPACITY }),
  };

  constructor(private readonly config: Config) {}

  /**
   * Runs `attempt`, unless there were too many failures. It counts as one until it has succeeded, or else many at once
   * would all come before the first failure.
   * @throws {TooManyRequests} and whatever `attempt` throws
   */
  async within<Result>(
    who: { readonly email: string; readonly address: string },
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    if (this.config.requestsPerAddress === 0) return attempt();
    const counted = [
      this.windowOf('account', sha256Base64(who.email.toLowerCase())),
      this.windowOf('address', who.address),
    ];
    const blocked = counted.filter(({ window, most }) => window.count >= most);
    if (blocked.length > 0)
      throw new TooManyRequests(secondsUntil(blocked.map(({ window }) => window.endsAt)));
    for (const { window } of counted) window.count++;
    const result = await attempt().catch((error: unknown) => {
      for (const { window } of counted) window.count--; // nothing was tried
      throw error;
    });
    if (result !== undefined) for (const { window } of counted) window.count--;
    return result;
  }

  private windowOf(kind: keyof typeof MOST, key: string): { window: Failures; most: number } {
    const windows = this.failures[kind];
    let window = windows.get(key);
    if (!window || window.endsAt <= Date.now()) {
      window = { count: 0, endsAt: Date.now() + WINDOW };
      windows.set(key, window);
    }
    return { window, most: MOST[kind] };
  }
}

const secondsUntil = (ends: readonly number[]): number =>
  Math.max(1, Math.ceil((Math.max(...ends) - Date.now()) / 1000));

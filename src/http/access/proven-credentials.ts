import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Credential } from './credentials.js';

const CAPACITY = 100_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * Which credentials have proved good, for an hour after they last did so, to the minute. This lets nobody in: it decides whose calls
 * are counted apart from those of their address. What nobody has checked never gets in here, so nobody can fill it.
 */
@Injectable()
export class ProvenCredentials {
  private readonly keys = new LRUCache<string, true>({ max: CAPACITY, ttl: HOUR, ttlResolution: 1_000 });

  has({ key }: Credential): boolean {
    return this.keys.has(key);
  }

  /** Called by whoever has found it to be known and live. */
  add({ key }: Credential): void {
    // to write down the same again takes longer than to look
    if (this.keys.getRemainingTTL(key) < HOUR - MINUTE) this.keys.set(key, true);
  }

  /** Called by whoever has found it to be unknown, expired or revoked. */
  forget({ key }: Credential): void {
    this.keys.delete(key);
  }
}

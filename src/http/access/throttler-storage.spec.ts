import { addressKey, BoundedThrottlerStorage } from './throttler-storage.js';

const MINUTE = 60_000;
const CAPACITY = 100_000;

describe('BoundedThrottlerStorage', () => {
  const count = async (storage: BoundedThrottlerStorage, key: string) =>
    (await storage.increment(key, MINUTE, 5)).totalHits;

  it.each([
    ['addresses', 'credentials', (n: number) => addressKey(String(n)), 'bearer x'],
    ['credentials', 'addresses', (n: number) => `bearer ${n}`, addressKey('192.0.2.1')],
  ])('does not let many %s flush %s', async (_, __, many, one) => {
    const storage = new BoundedThrottlerStorage();
    expect(await count(storage, one)).toBe(1);
    for (let n = 0; n <= CAPACITY; n++) await storage.increment(many(n), MINUTE, 5);
    expect(await count(storage, one)).toBe(2);
    expect(await count(storage, many(0))).toBe(1);
  });

  it('blocks what is over the limit until the window ends', async () => {
    const storage = new BoundedThrottlerStorage();
    for (let n = 0; n < 5; n++)
      expect(await storage.increment('x', MINUTE, 5)).toMatchObject({ isBlocked: false });
    const { isBlocked, timeToBlockExpire } = await storage.increment('x', MINUTE, 5);
    expect([isBlocked, timeToBlockExpire <= 60 && timeToBlockExpire > 0]).toEqual([true, true]);
  });
});

import { v7 as uuidv7 } from 'uuid';

describe('Ids', () => {
  // "in the order sent" and "in the order added" are `order by id`
  it('sort in the order they were made, within a millisecond too', () => {
    const made = Array.from({ length: 100_000 }, () => uuidv7());
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('go on counting when the clock is set back', () => {
    const before = uuidv7();
    const { now } = Date;
    Date.now = () => now() - 60_000;
    try {
      expect(uuidv7() > before).toBe(true);
    } finally {
      Date.now = now;
    }
  });
});

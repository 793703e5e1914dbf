import { MemoryBudget, NoRoom } from './memory-budget.js';

/** Who is in, in the order of entering. */
function entering(budget: MemoryBudget) {
  const entered: string[] = [];
  const enter = (name: string, bytes: number) =>
    budget.enter(bytes).then((leave) => {
      entered.push(name);
      return leave;
    });
  return { entered, enter };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('MemoryBudget', () => {
  it('lets in what fits, and the others in their turn', async () => {
    const { entered, enter } = entering(new MemoryBudget(100));
    const leaveA = await enter('a', 60);
    const b = enter('b', 60);
    const c = enter('c', 10);
    await soon();
    expect(entered).toEqual(['a']); // c fits, but b came first
    leaveA();
    leaveA();
    await Promise.all([b, c]);
    expect(entered).toEqual(['a', 'b', 'c']);
    const d = enter('d', 60);
    await soon();
    (await b)();
    await d;
    expect(entered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets in alone what is larger than everything', async () => {
    const { entered, enter } = entering(new MemoryBudget(100));
    const leave = await enter('a', 1);
    const large = enter('large', 1_000);
    await soon();
    expect(entered).toEqual(['a']);
    leave();
    await soon();
    (await large)();
    await enter('b', 100);
    expect(entered).toEqual(['a', 'large', 'b']);
  });

  it('refuses after a while, and lets in who was behind', async () => {
    const { entered, enter } = entering(new MemoryBudget(100, 50));
    await enter('a', 60);
    const b = enter('b', 60);
    const c = enter('c', 40);
    await expect(b).rejects.toThrow(NoRoom);
    await c;
    expect(entered).toEqual(['a', 'c']);
  });
});

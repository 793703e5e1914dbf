import { EpochColumn } from './columns.js';

describe('EpochColumn', () => {
  const column = new EpochColumn();

  it.each([
    ['2026-05-15 19:11:19.349493+00', 1778872279.349493],
    ['2026-05-15 19:11:19+00', 1778872279],
    ['2026-05-16 00:41:19.5+05:30', 1778872279.5],
    ['2026-05-15 14:11:19.000001-05', 1778872279.000001],
  ])('takes %s, which an insert gives back', (text, epoch) => {
    expect(column.convertToJSValue(text)).toBe(epoch);
  });

  it('takes what the database made of a time, and nothing', () => {
    expect(column.convertToJSValue(1778872279.349493)).toBe(1778872279.349493);
    expect(column.convertToJSValue(null)).toBeNull();
  });

  it('does not take a time for another one', () => {
    expect(() => column.convertToJSValue('15.05.2026 19:11:19.349493 UTC')).toThrow('DateStyle');
  });
});

import fc from 'fast-check';
import { jsonMember } from './json-member.js';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map((member) => depthOf(member)))
    : 0;

describe('jsonMember', () => {
  it('gives the text and the depth of what JSON.parse gives the value of', () => {
    const members = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(
        members,
        fc.jsonValue(),
        fc.string(),
        fc.constantFrom(0, 2),
        (others, value, name, indent) => {
          const entries = [...Object.entries(others).filter(([key]) => key !== name), [name, value] as const];
          const json = `{${entries
            .map(([key, member]) => `${JSON.stringify(key)} : ${JSON.stringify(member, null, indent)}`)
            .join(' ,\n')} }`;
          const expected = JSON.stringify(value, null, indent);
          expect(jsonMember(json, name)).toEqual({ text: expected, depth: depthOf(value) });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps number spelling, key order, escapes and white space', () => {
    const text = '{ "10": 1.00, "2": 12345678901234567890,\n "a":"\\u00e9\\"}" }';
    expect(jsonMember(`{"a":[1],"it":${text}}`, 'it')?.text).toBe(text);
  });

  it('takes the last of several, and reads escaped names', () => {
    expect(jsonMember('{"a":1,"\\u0061":{},"b":{"a":3}}', 'a')).toEqual({ text: '{}', depth: 1 });
  });

  it('counts the depth of what a later member hides', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(jsonMember(`{"it":{"a":${deep},"a":1}}`, 'it')?.depth).toBe(100_001);
  });

  it('finds nothing where there is nothing', () => {
    expect(jsonMember('{}', 'a')).toBeUndefined();
    expect(jsonMember('{"b":{"a":1},"c":"a"}', 'a')).toBeUndefined();
  });
});

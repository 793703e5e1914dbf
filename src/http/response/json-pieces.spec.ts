import fc from 'fast-check';
import { hasLongList, jsonPieces } from './json-pieces.js';
import { RawJson } from './raw-json.js';

const written = (value: unknown) => [...jsonPieces(value)].join('');

describe('jsonPieces', () => {
  const list = fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 18, maxLength: 25 });

  it('write what JSON.stringify writes', () => {
    const answer = fc.oneof(
      fc.jsonValue(),
      list,
      fc.record({ code: fc.string(), data: list, info: fc.jsonValue() }),
      fc.record({ data: fc.record({ tags: list, left: fc.constant(undefined), name: fc.string() }) }),
    );
    fc.assert(
      fc.property(answer, (value) => {
        expect(written(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('are the items of a long list, raw JSON in its place', () => {
    const items = Array.from({ length: 30 }, (_, n) => ({ n, raw: new RawJson('{"2":1e21, "1":0}') }));
    const value = { items, cursor: '' };
    expect(hasLongList(value)).toBe(true);
    expect([...jsonPieces(value)].length).toBeGreaterThan(30);
    expect(written({ items: items.slice(0, 1), none: undefined })).toBe(
      '{"items":[{"n":0,"raw":{"2":1e21, "1":0}}]}',
    );
    expect(written(value)).toContain('{"n":29,"raw":{"2":1e21, "1":0}}],"cursor":""}');
  });
});

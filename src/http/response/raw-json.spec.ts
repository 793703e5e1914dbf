import fc from 'fast-check';
import { RawJson, stringify, toLine } from './raw-json.js';

describe('stringify', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(stringify(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('puts raw JSON in its place', () => {
    const raw = new RawJson('{"2":1e21, "1":0}');
    expect(stringify({ items: [{ raw, left: undefined }], cursor: '"' })).toBe(
      '{"items":[{"raw":{"2":1e21, "1":0}}],"cursor":"\\""}',
    );
  });
});

describe('toLine', () => {
  it('keeps the value, on one line of ASCII', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = toLine(JSON.stringify(value, null, 1).replaceAll('\n', '\r\n'));
        expect(line).toMatch(/^[\x20-\x7f]*$/);
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

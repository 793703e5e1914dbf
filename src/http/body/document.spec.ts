import fc from 'fast-check';
import { documentFaults, documentText } from './document.js';

const faultsOf = (json: string) => documentFaults('meta', JSON.parse(json), `{"meta":${json}}`);

const textOf = (json: string) => {
  expect(faultsOf(json)).toEqual([]);
  return documentText('meta', JSON.parse(json), `{"meta":${json}}`);
};

describe('documentText', () => {
  it('is the text that was sent, whatever JSON it is', () => {
    const document = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 5 }));
    fc.assert(
      fc.property(document, fc.constantFrom(0, 1, '\t'), (value, space) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000') && !JSON.stringify(value).includes('__proto__'));
        fc.pre(JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/.test(JSON.stringify(value)));
        const json = JSON.stringify(value, null, space);
        expect(textOf(json)).toBe(json);
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":{"b":[{"c":1,"c":2}]}}',
    String.raw`{"a":1,"\u0061":2}`,
    '{"a":"::","a":":"}',
  ])('refuses %s, of which a part is hidden', (json) => {
    expect(faultsOf(json)).toEqual([
      { path: 'meta', message: 'must not have an object with the same name twice' },
    ]);
  });

  it.each(['{"a":"\\":\\"","b":"::{\\"c\\":1}"}', '{"":{"":""}}', '{}'])('takes %s', (json) => {
    expect(textOf(json)).toBe(json);
  });

  it('tells what was not sent from what was sent as null', () => {
    expect(documentText('meta', undefined, '{}')).toBeUndefined();
    expect(documentText('meta', null, '{"meta":null}')).toBeNull();
  });
});

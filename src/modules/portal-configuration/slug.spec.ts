import fc from 'fast-check';
import { normalizeSlug, slugFault } from './slug.js';

describe('slugFault', () => {
  it('finds nothing wrong with letters, digits and inner hyphens', () => {
    const edge = fc.constantFrom(...'abcxyz0189');
    const inner = fc.string({ unit: fc.constantFrom(...'abcxyz0189-'), minLength: 4, maxLength: 126 });
    fc.assert(
      fc.property(edge, inner, edge, (first, middle, last) => {
        expect(slugFault(`${first}${middle}${last}`)).toBeUndefined();
      }),
    );
  });

  it('finds fault with anything that has another character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (text) => {
        const slug = normalizeSlug(`abc${text}xyz`);
        expect(slugFault(slug) === undefined).toBe(/^[a-z0-9-]+$/.test(slug));
      }),
    );
  });

  it.each(['admin', 'oauth', 'static'])('keeps %s for the service, as a whole word only', (word) => {
    expect(slugFault(word)).toContain('reserved');
    expect(slugFault(`${word}-portal`)).toBeUndefined();
  });
});

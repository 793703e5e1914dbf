import fc from 'fast-check';
import { normalizeEmail, normalizePhoneNumber } from './normal-forms.js';

describe('normalizeEmail', () => {
  it('trims and lower-cases', () => {
    expect(normalizeEmail('  Dana.Visitor@Example.COM\n')).toBe('dana.visitor@example.com');
  });

  it.each([
    '',
    ' ',
    'dana',
    'dana@',
    '@example.com',
    'dana@example',
    'a b@example.com',
    'Dana <dana@example.com>',
  ])('refuses %j', (input) => expect(normalizeEmail(input)).toBeUndefined());

  it('gives one form whatever the letter case and the space around, and that form is its own', () => {
    const space = fc.stringMatching(/^[ \t\n]{0,3}$/);
    fc.assert(
      fc.property(
        fc.emailAddress(),
        space,
        space,
        fc.infiniteStream(fc.boolean()),
        (email, before, after, upper) => {
          const recased = [...email].map((char) => (upper.next().value ? char.toUpperCase() : char)).join('');
          const normal = normalizeEmail(email);
          fc.pre(normal !== undefined);
          expect(normalizeEmail(before + recased + after)).toBe(normal);
          expect(normalizeEmail(normal)).toBe(normal);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (input) => {
        const normal = normalizeEmail(input);
        expect(normal === undefined || normalizeEmail(normal) === normal).toBe(true);
      }),
    );
  });
});

describe('normalizePhoneNumber', () => {
  it.each([
    ['+15555550123', '+15555550123'],
    [' +1 (555) 555-0123 ', '+15555550123'],
    ['+1.202.555.0143', '+12025550143'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+800 1234 5678', '+80012345678'],
  ])('keeps %j as %s', (input, normal) => expect(normalizePhoneNumber(input)).toBe(normal));

  it('reads a number without country code as one of the country', () => {
    expect(normalizePhoneNumber('(202) 555-0143', 'US')).toBe('+12025550143');
    expect(normalizePhoneNumber('020 7946 0958', 'GB')).toBe('+442079460958');
    expect(normalizePhoneNumber('+44 20 7946 0958', 'US')).toBe('+442079460958');
    expect(normalizePhoneNumber('call me', 'US')).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['words', 'call me'],
    ['a sentence around a number', 'call +1 555 555 0123 now'],
    ['a number without country code', '(202) 555-0143'],
    ['an unknown country code', '+999123456789'],
    ['too few digits', '+1555'],
    ['too many digits', '+1555555012345678'],
    ['an extension, which E.164 has no place for', '+1 555 555 0123 ext. 5'],
    ['an input of any length', '+1'.repeat(5_000)],
  ])('refuses %s', (_, input) => expect(normalizePhoneNumber(input)).toBeUndefined());

  it('gives E.164 or nothing for anything; punctuation makes no difference, and the form is its own', () => {
    const separator = fc.constantFrom('', ' ', '-', '.');
    const pieces = fc.array(fc.tuple(separator, fc.stringMatching(/^\d{1,4}$/)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.constantFrom('1', '44', '49', '390', '61', '91'), pieces, (country, groups) => {
        const written = `+${country}${groups.map(([mark, digits]) => mark + digits).join('')}`;
        const normal = normalizePhoneNumber(written);
        expect(normal).toBe(normalizePhoneNumber(`+${written.replaceAll(/\D/g, '')}`));
        if (normal === undefined) return;
        expect(normal).toMatch(/^\+[1-9]\d{4,14}$/);
        expect(normalizePhoneNumber(normal)).toBe(normal);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (input) => {
        const normal = normalizePhoneNumber(`+${input}`);
        expect(normal === undefined || /^\+[1-9]\d+$/.test(normal)).toBe(true);
      }),
    );
  });
});

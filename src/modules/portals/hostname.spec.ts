import fc from 'fast-check';
import { isWithin, normalizeHostname } from './hostname.js';

/** Text of every kind: plain, full of dots and dashes, or with letters from far away. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.domain(),
  fc.stringMatching(/^[A-Za-z0-9._\- \u00e4\u00df\u0430\u3002\u0130/:@*[\]]{0,80}$/),
);

describe('normalizeHostname', () => {
  it('changes nothing more when it is applied again', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const once = normalizeHostname(input);
        if (once !== undefined) expect(normalizeHostname(once)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives lower-case labels of letters, digits and dashes, or nothing', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const hostname = normalizeHostname(input);
        if (hostname === undefined) return;
        expect(hostname).toMatch(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/);
        expect(hostname.length).toBeGreaterThanOrEqual(5);
        expect(hostname.length).toBeLessThanOrEqual(253);
        expect(new URL(`https://${hostname}/`).hostname).toBe(hostname);
      }),
      { numRuns: 5_000 },
    );
  });

  it('sees one hostname behind case, one trailing dot and white space around', () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom('', ' ', '\t', '\n'), fc.boolean(), (name, space, dot) => {
        const written = `${space}${name.toUpperCase()}${dot ? '.' : ''}${space}`;
        expect(normalizeHostname(written)).toBe(normalizeHostname(name));
      }),
    );
  });

  it.each([
    ['portal-testhost', 'portal-testhost'],
    ['Shop.Example.COM', 'shop.example.com'],
    ['shop.example.com.', 'shop.example.com'],
    ['  shop.example.com\n', 'shop.example.com'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['MÜNCHEN.example', 'xn--mnchen-3ya.example'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['shop。example。com', 'shop.example.com'],
    ['ｓｈｏｐ.example.com', 'shop.example.com'],
    ['1.2.3.example', '1.2.3.example'],
    ['0.example', '0.example'],
    ['a.b.c', 'a.b.c'],
    ['a--b.example', 'a--b.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
    [`${'a.'.repeat(124)}aaaaa`, `${'a.'.repeat(124)}aaaaa`],
  ])('takes %j', (input, expected) => {
    expect(normalizeHostname(input)).toBe(expected);
  });

  it.each([
    ['', 'nothing'],
    ['a.co', 'four characters'],
    [`${'a'.repeat(64)}.example`, 'a label of 64'],
    [`${'a.'.repeat(125)}aaaa`, '254 characters'],
    [`${'ü'.repeat(63)}.example`, 'a label of 64 as punycode'],
    ['https://example.com', 'a scheme'],
    ['example.com:443', 'a port'],
    ['example.com/', 'a path'],
    ['example.com/evil', 'a path'],
    ['example.com?x', 'a query'],
    ['example.com#x', 'a fragment'],
    ['user@example.com', 'a user'],
    ['exa mple.com', 'a space'],
    ['exa_mple.com', 'an underscore'],
    ['*.example.com', 'a wildcard'],
    ['a..b.com', 'an empty label'],
    ['.example.com', 'an empty first label'],
    ['example.com..', 'two trailing dots'],
    ['.....', 'only dots'],
    ['-a.example', 'a leading dash'],
    ['a-.example', 'a trailing dash'],
    ['192.168.1.1', 'an address'],
    ['127.1', 'a short address'],
    ['12345', 'a number, which is an address'],
    ['0x7f.0x1', 'a hexadecimal address'],
    ['example.0x', 'a last label that reads as a number'],
    ['１９２.168.1.1', 'an address in wide digits'],
    ['::1::', 'an IPv6 address'],
    ['[::1]', 'an IPv6 address in brackets'],
    ['example.com\0', 'a NUL'],
    ['exam\u200bple.com\u0000', 'a NUL behind an invisible one'],
    ['ex%61mple.com', 'a percent escape'],
    ['\ud800.example', 'half a surrogate pair'],
    ['example\\.com', 'a backslash'],
    ['exa\u2488mple.com', 'a character that IDNA forbids'],
  ])('refuses %j: %s', (input) => {
    expect(normalizeHostname(input)).toBeUndefined();
  });
});

describe('isWithin', () => {
  it.each([
    ['portals.localhost', true],
    ['shop.portals.localhost', true],
    ['a.b.portals.localhost', true],
    ['xportals.localhost', false],
    ['portals.localhost.example.com', false],
  ])('%s: %s', (name, expected) => {
    expect(isWithin(name, 'portals.localhost')).toBe(expected);
  });
});

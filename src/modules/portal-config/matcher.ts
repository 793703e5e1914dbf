import { domainToUnicode } from 'node:url';
import { asciiDomain } from '../portals/ascii-domain.js';

/** Everybody who has an e-mail address. */
export const EVERYBODY = '*';

/** Keys under which the matchers for one e-mail address stand, from general to specific. */
export type MatcherKeys = readonly [everybody: string, domain: string, exact: string];

/**
 * The one spelling of a matcher that is compared: `*`, `@<domain>` or `<local part>@<domain>`, in lower case, the
 * domain in its ASCII form.
 * @returns `undefined` for what is no matcher
 */
export function canonicalMatcher(matcher: string): string | undefined {
  const normal = normalized(matcher);
  if (normal === undefined || normal === EVERYBODY) return normal;
  const [local, domain] = halves(normal) ?? ['', ''];
  if (domain === '' || domain.includes('*')) return undefined;
  if (local === '' || local === '*') return `@${domain}`;
  return local.includes('*') ? undefined : `${local}@${domain}`;
}

/**
 * The matchers that let an e-mail address in, in the spelling of {@link canonicalMatcher}. The domain is compared whole.
 * @returns `undefined` for what is no address: not exactly one `@`, nothing on one side of it, or spaces within
 */
export function matcherKeysOf(email: string): MatcherKeys | undefined {
  const normal = normalized(email);
  const [local, domain] = (normal !== undefined && halves(normal)) || ['', ''];
  if (local === '' || domain === '' || isPattern(email)) return undefined;
  return [EVERYBODY, `@${domain}`, `${local}@${domain}`];
}

/** Whether a text stands for more than one address. */
export const isPattern = (email: string): boolean => email.includes('*');

/**
 * The Kelvin sign is the one character outside ASCII whose lower case is inside it: a look-alike of `k` that would
 * become a real one.
 */
const UNUSABLE = /[\s\p{Cc}\u212a]/u;

function normalized(text: string): string | undefined {
  const trimmed = text.trim();
  return UNUSABLE.test(trimmed) ? undefined : trimmed.toLowerCase();
}

/** What stands on either side of the `@`, of which there has to be exactly one; the domain in its ASCII form. */
function halves(text: string): readonly [string, string] | undefined {
  const at = text.indexOf('@');
  if (at === -1 || at !== text.lastIndexOf('@')) return undefined;
  return [text.slice(0, at), comparable(text.slice(at + 1))];
}

const ASCII = /^[\0-\x7f]*$/;

/**
 * The ASCII form of a domain, where it is another spelling of just that domain. IDNA also maps look-alikes to ASCII, a
 * full-width `ｃ` to a `c` for one: such a domain is left as it stands, and is like no other.
 */
function comparable(domain: string): string {
  if (ASCII.test(domain)) return domain;
  const ascii = asciiDomain(domain);
  return ascii !== undefined && domainToUnicode(ascii) === domain.normalize() ? ascii : domain;
}

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

const ASCII = /^[\0-\x7f]*$/;

/** What stands on either side of the `@`, of which there has to be exactly one; the domain in its ASCII form. */
function halves(text: string): readonly [string, string] | undefined {
  const at = text.indexOf('@');
  if (at === -1 || at !== text.lastIndexOf('@')) return undefined;
  const domain = text.slice(at + 1);
  // what is ASCII is compared as it stands: people may match what no registry would give out
  return [text.slice(0, at), ASCII.test(domain) ? domain : (asciiDomain(domain) ?? '')];
}

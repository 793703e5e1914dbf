import { validate as isUuid } from 'uuid';
import { lengthSentence } from '../../http/body/sentences.js';

export const MIN_SLUG = 5;
export const MAX_SLUG = 128;
const SLUG = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const RESERVED = new Set(['www', 'api', 'admin', 'auth', 'oauth', 'static', 'app', 'mail', 'docs']);

/** The one spelling of a slug that is stored and compared. */
export const normalizeSlug = (input: string): string => input.trim().toLowerCase();

/** What is wrong with a slug in normal form; `undefined`: nothing. */
export function slugFault(slug: string): string | undefined {
  if (slug.length < MIN_SLUG || slug.length > MAX_SLUG) {
    return lengthSentence(MIN_SLUG, MAX_SLUG);
  }
  if (!SLUG.test(slug)) return 'must have letters, digits and inner hyphens only';
  if (RESERVED.has(slug)) return `must not be ${slug}: it is reserved`;
  // paths take an id or a slug
  if (isUuid(slug)) return 'must not look like an id';
  return undefined;
}

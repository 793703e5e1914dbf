import { domainToASCII } from 'node:url';

const MIN_LENGTH = 5;
const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A host whose last label reads as a number is an IPv4 address to every URL parser: `127.1`, `12345`, `0x7f.1`. */
const NUMERIC_LABEL = /^(\d+|0x[0-9a-f]*)$/;
/** Of ASCII, only these; what lies outside ASCII is for IDNA to judge. */
const FORBIDDEN_ASCII = /[\0-,/:-@[-`{-\x7f]/;

/**
 * The one spelling of a hostname that is stored and compared: lower case, no trailing dot, IDN as punycode.
 * @returns `undefined` for what is no hostname: a scheme, port, path, space, underscore, wildcard or IP address in it,
 * a label over 63 characters, or fewer than 5 or more than 253 characters in all
 */
export function normalizeHostname(input: string): string | undefined {
  const trimmed = input.trim().toLowerCase().replace(/\.$/, '');
  if (trimmed.length > MAX_LENGTH || FORBIDDEN_ASCII.test(trimmed)) return undefined;
  const ascii = domainToASCII(trimmed);
  const labels = ascii.split('.');
  if (ascii.length < MIN_LENGTH || ascii.length > MAX_LENGTH) return undefined;
  if (!labels.every((label) => LABEL.test(label)) || NUMERIC_LABEL.test(labels.at(-1) ?? ''))
    return undefined;
  return ascii;
}

/** `name` is `domain` or below it; both in normal form. */
export const isWithin = (name: string, domain: string): boolean =>
  name === domain || name.endsWith(`.${domain}`);

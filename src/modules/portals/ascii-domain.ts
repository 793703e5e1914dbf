import { domainToASCII } from 'node:url';

/** Of ASCII, only these stand in a domain; what lies outside ASCII is for IDNA to judge. */
const FORBIDDEN_ASCII = /[\0-,/:-@[-`{-\x7f]/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A host whose last label reads as a number is an IPv4 address to every URL parser: `127.1`, `12345`, `0x7f.1`. */
const NUMERIC_LABEL = /^(\d+|0x[0-9a-f]*)$/;
/** What IDNA leaves as it is: no letter outside ASCII, and none that punycode stands for. */
const PLAIN_ASCII = /^(?!(?:.*\.)?xn--)[\x00-\x7f]*$/;
const MAX_LENGTH = 253;

/**
 * The ASCII form of a domain: IDN as punycode. The platform's function is no validator: it takes what stands before a
 * slash, and makes addresses of numbers, so characters are looked at before it and labels after it.
 * @param domain in lower case
 * @returns `undefined` for what is no domain
 */
export function asciiDomain(domain: string): string | undefined {
  if (domain.length > MAX_LENGTH || FORBIDDEN_ASCII.test(domain)) return undefined;
  const ascii = PLAIN_ASCII.test(domain) ? domain : domainToASCII(domain);
  const labels = ascii.split('.');
  if (ascii.length > MAX_LENGTH || !labels.every((label) => LABEL.test(label))) return undefined;
  return NUMERIC_LABEL.test(labels.at(-1) ?? '') ? undefined : ascii;
}

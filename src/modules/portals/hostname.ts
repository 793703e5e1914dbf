import { ownRule } from '../../http/body/sentences.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { asciiDomain } from './ascii-domain.js';

export const MIN_HOSTNAME = 5;
export const MAX_HOSTNAME = 253;
const EXPECTED = `must be a hostname of ${MIN_HOSTNAME} to ${MAX_HOSTNAME} characters`;

/**
 * The one spelling of a hostname that is stored and compared: lower case, no trailing dot, IDN as punycode.
 * @returns `undefined` for what is no hostname: a scheme, port, path, space, underscore, wildcard or IP address in it,
 * a label over 63 characters, or fewer than 5 or more than 253 characters in all
 */
export function normalizeHostname(input: string): string | undefined {
  const ascii = asciiDomain(plain(input));
  return ascii !== undefined && ascii.length >= MIN_HOSTNAME ? ascii : undefined;
}

/** The same of a parameter. @throws {ValidationFailed} */
export function hostnameIn(input: string, name: string): string {
  const hostname = normalizeHostname(input);
  if (hostname === undefined) throw ValidationFailed.at(name, EXPECTED);
  return hostname;
}

/**
 * A parameter to look up by. What is no hostname is merely unknown, but it has to be as long as one.
 * @throws {ValidationFailed}
 */
export function longEnough(input: string, name: string): string {
  const length = asciiDomain(plain(input))?.length ?? plain(input).length;
  if (length < MIN_HOSTNAME) {
    throw ValidationFailed.at(name, `must be at least ${MIN_HOSTNAME} characters long`);
  }
  return input;
}

/** The property is a hostname, in any spelling. */
export const IsHostname = (): PropertyDecorator =>
  ownRule({
    name: 'isHostname',
    sentence: () => EXPECTED,
    isMet: (value) => typeof value === 'string' && normalizeHostname(value) !== undefined,
  });

const plain = (input: string): string => input.trim().toLowerCase().replace(/\.$/, '');

/** `name` is `domain` or below it; both in normal form. */
export const isWithin = (name: string, domain: string): boolean =>
  name === domain || name.endsWith(`.${domain}`);

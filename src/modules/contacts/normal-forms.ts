import { isEmail } from 'class-validator';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * The one spelling of an e-mail address that is stored and compared.
 * @returns `undefined` for what is no e-mail address
 */
export function normalizeEmail(input: string): string | undefined {
  const email = input.trim().toLowerCase();
  return isEmail(email) ? email : undefined;
}

/** A plus sign and 15 digits; some countries' plans have numbers possible that are longer. */
const MAX_E164 = 16;

/**
 * The one spelling of a phone number that is stored and compared: E.164.
 *
 * A number has to be of a length that its country has. That it is assigned to anybody is not asked: numbering plans
 * grow faster than any list of them, and fictitious numbers are in use.
 * @param country where a number without a country code is from; without it, there has to be one
 * @returns `undefined` for what is no number, or has an extension, which E.164 would drop
 */
export function normalizePhoneNumber(input: string, country?: CountryCode): string | undefined {
  const phone = parsePhoneNumberFromString(input.trim(), { defaultCountry: country, extract: false });
  if (!phone?.isPossible() || phone.ext !== undefined || phone.number.length > MAX_E164) return undefined;
  // of `+6100000000` a trunk zero is taken off, and of what remains another one: such a number has no one spelling
  return parsePhoneNumberFromString(phone.number)?.number === phone.number ? phone.number : undefined;
}

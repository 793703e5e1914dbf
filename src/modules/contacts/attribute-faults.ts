import type { CountryCode } from 'libphonenumber-js';
import { HTTP_URL, isHttpUrl } from '../../http/body/http-url.js';
import type { WholeRule } from '../../http/body/fits-together.js';
import type { Fault } from '../../http/errors/errors.js';
import {
  type AttributeType,
  isAttributeType,
  rulesOf,
  VALUE_COLUMNS,
  type ValueColumn,
} from './attribute-types.js';
import { normalizeEmail, normalizePhoneNumber } from './normal-forms.js';

/** An attribute whose type is known; nothing else of it is. */
type Typed = { readonly attribute_type: AttributeType } & {
  readonly [Name in ValueColumn | 'label' | 'is_primary']?: unknown;
};

/** What the decorators of an attribute cannot see: how the fields fit together, and the attributes. */
export const attributeFaults: WholeRule<{ attributes: unknown }> = ({ attributes }, { settings }) => {
  const country = settings?.defaultCountry;
  if (!Array.isArray(attributes)) return [];
  const seen = new Map<AttributeType, Typed[]>();
  return attributes.flatMap((input: unknown, position) => {
    if (!isTyped(input)) return [];
    const earlier = seen.get(input.attribute_type) ?? [];
    const faults = [...faultsWithin(input, country), ...faultsAmong(earlier, input)];
    seen.set(input.attribute_type, [...earlier.filter(isPrimary), input]);
    return faults.map(({ path, message }) => ({ path: `attributes[${position}].${path}`, message }));
  });
};

const isTyped = (input: unknown): input is Typed =>
  typeof input === 'object' && input !== null && isAttributeType((input as Typed).attribute_type);

function faultsWithin(input: Typed, country?: CountryCode): Fault[] {
  const { attribute_type: type, label } = input;
  const { value, labelled } = rulesOf(type);
  const faults = VALUE_COLUMNS.filter((column) => column !== value && input[column] != null).map(
    (column): Fault => ({
      path: column,
      message: `must be left out: it does not belong to ${type}, whose value is its ${value}`,
    }),
  );
  if (label != null && !labelled) {
    faults.push({ path: 'label', message: `must be left out: it does not belong to ${type}` });
  }
  const message = valueFault(type, input[value], country);
  return message === undefined ? faults : [...faults, { path: value, message }];
}

function valueFault(type: AttributeType, value: unknown, country?: CountryCode): string | undefined {
  const column = rulesOf(type).value;
  if (value == null) return `is required: it is the value of ${type}`;
  if (column === 'text') return typeof value === 'string' ? textFault(type, value, country) : undefined;
  return column === 'address' && isBlank(value) ? 'must not be empty' : undefined;
}

/** Of two in one request that each claim a place that only one can have, neither order is what the client means. */
function faultsAmong(earlier: readonly Typed[], input: Typed): Fault[] {
  const type = input.attribute_type;
  if (rulesOf(type).singular && earlier.length > 0) {
    return [{ path: 'attribute_type', message: `must not be a second ${type}: a contact has one` }];
  }
  if (isPrimary(input) && earlier.some(isPrimary)) {
    return [{ path: 'is_primary', message: `must not be true of a second ${type}: one can be primary` }];
  }
  return [];
}

const isPrimary = (input: Typed): boolean => input.is_primary === true;

interface TextRule {
  readonly expected: string;
  isMet(text: string, country?: CountryCode): boolean;
}

export const EMAIL: TextRule = {
  expected: 'must be an e-mail address',
  isMet: (text) => normalizeEmail(text) !== undefined,
};
export const PHONE_NUMBER: TextRule = {
  expected: 'must be a phone number, such as +15555550123, and without extension',
  isMet: (text, country) => normalizePhoneNumber(text, country) !== undefined,
};
const WEB_ADDRESS: TextRule = { expected: HTTP_URL, isMet: isHttpUrl };

const TEXT_RULES: Partial<Record<AttributeType, TextRule>> = {
  email: EMAIL,
  phone_number: PHONE_NUMBER,
  website: WEB_ADDRESS,
  profile_image_url: WEB_ADDRESS,
  cover_image_url: WEB_ADDRESS,
};

function textFault(type: AttributeType, text: string, country?: CountryCode): string | undefined {
  const rule = TEXT_RULES[type];
  if (rule) return rule.isMet(text, country) ? undefined : rule.expected;
  return text.trim() === '' ? 'must not be empty' : undefined;
}

const isBlank = (address: unknown): boolean =>
  typeof address === 'object' &&
  Object.values(address as object).every((part) => typeof part !== 'string' || part.trim() === '');

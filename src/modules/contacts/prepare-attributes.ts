import { v7 as uuidv7 } from 'uuid';
import { type Fault, ValidationFailed } from '../../http/errors/errors.js';
import type { AddressDto } from './address.dto.js';
import { type AttributeType, rulesOf, VALUE_COLUMNS } from './attribute-types.js';
import type { AttributeInput } from './attribute-input.dto.js';
import { normalizeEmail, normalizePhoneNumber } from './normal-forms.js';

/** An attribute as it is written; what depends on those the contact has is left to the statement. */
export interface PreparedAttribute {
  /** Ids sort in the order that was sent. */
  readonly id: string;
  readonly attributeType: AttributeType;
  readonly isSingular: boolean;
  /** Takes the place of the primary one of its type. */
  readonly isPrimary: boolean;
  /** Becomes the primary one of its type if there is none. */
  readonly isPrimaryIfNone: boolean;
  readonly isPartner: boolean;
  readonly label: string | null;
  readonly index: number | null;
  readonly text: string | null;
  readonly date: number | null;
  readonly address: AddressDto | null;
}

/**
 * Checks what the decorators of {@link AttributeInput} cannot see, which is how its fields fit together, and brings
 * the values into their normal forms.
 * @throws {ValidationFailed} with a fault per offending field
 */
export function prepareAttributes(inputs: readonly AttributeInput[]): PreparedAttribute[] {
  const faults = inputs.flatMap((input, position) =>
    [...faultsWithin(input), ...faultsAmong(inputs.slice(0, position), input)].map(({ path, message }) => ({
      path: `attributes[${position}].${path}`,
      message,
    })),
  );
  if (faults.length > 0) throw new ValidationFailed(faults);
  return inputs.map((input, position) => ({
    id: uuidv7(),
    attributeType: input.attribute_type,
    isSingular: rulesOf(input.attribute_type).singular ?? false,
    isPrimary: input.is_primary === true,
    isPrimaryIfNone: isPrimaryIfNone(inputs, position),
    isPartner: input.is_partner === true,
    label: input.label ?? null,
    index: input.index ?? null,
    text: input.text == null ? null : (normalText(input.attribute_type, input.text) ?? null),
    date: input.date ?? null,
    address: input.address ?? null,
  }));
}

function faultsWithin(input: AttributeInput): Fault[] {
  const { attribute_type: type, label, text, address } = input;
  const { value, labelled } = rulesOf(type);
  const faults = VALUE_COLUMNS.filter((column) => column !== value && input[column] != null).map(
    (column): Fault => ({ path: column, message: `does not belong to ${type}, whose value is its ${value}` }),
  );
  if (label != null && !labelled) faults.push({ path: 'label', message: `does not belong to ${type}` });
  if (input[value] == null) faults.push({ path: value, message: `is missing: it is the value of ${type}` });
  else if (value === 'text' && normalText(type, text as string) === undefined) {
    faults.push({ path: value, message: TEXT_FAULTS[type] ?? 'is empty' });
  } else if (value === 'address' && isBlank(address as AddressDto)) {
    faults.push({ path: value, message: 'is empty' });
  }
  return faults;
}

/** Of two in one request that each claim a place that only one can have, neither order is what the client means. */
function faultsAmong(earlier: readonly AttributeInput[], input: AttributeInput): Fault[] {
  const type = input.attribute_type;
  const same = earlier.filter((other) => other.attribute_type === type);
  if (rulesOf(type).singular && same.length > 0) {
    return [{ path: 'attribute_type', message: `is a second ${type}: a contact has one` }];
  }
  if (input.is_primary === true && same.some((other) => other.is_primary === true)) {
    return [{ path: 'is_primary', message: `is true of a second ${type}: one can be primary` }];
  }
  return [];
}

function isPrimaryIfNone(inputs: readonly AttributeInput[], position: number): boolean {
  const type = inputs[position]?.attribute_type as AttributeType;
  if (!rulesOf(type).firstIsPrimary) return false;
  const same = inputs.filter((other) => other.attribute_type === type);
  return same[0] === inputs[position] && !same.some((other) => other.is_primary === true);
}

const TEXT_FAULTS: Partial<Record<AttributeType, string>> = {
  email: 'is not an e-mail address',
  phone_number: 'is not a phone number with its country code, such as +15555550123, and without extension',
};

function normalText(type: AttributeType, text: string): string | undefined {
  if (type === 'email') return normalizeEmail(text);
  if (type === 'phone_number') return normalizePhoneNumber(text);
  return text.trim() === '' ? undefined : text;
}

const isBlank = (address: AddressDto): boolean =>
  Object.values(address).every((part) => typeof part !== 'string' || part.trim() === '');

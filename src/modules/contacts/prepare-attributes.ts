import type { CountryCode } from 'libphonenumber-js';
import { v7 as uuidv7 } from 'uuid';
import type { AddressDto } from './address.dto.js';
import { type AttributeType, rulesOf } from './attribute-types.js';
import type { AttributeInput } from './attribute-input.dto.js';
import { normalizeEmail, normalizePhoneNumber } from './normal-forms.js';

/** What an attribute states. */
export interface Stated {
  readonly attributeType: AttributeType;
  readonly text: string | null;
  readonly date: number | null;
  readonly address: AddressDto | null;
}

/** An attribute as it is written; what depends on those the contact has is left to the statement. */
export interface PreparedAttribute extends Stated {
  /** Ids sort in the order that was sent. */
  readonly id: string;
  readonly isSingular: boolean;
  /** Takes the place of the primary one of its type. */
  readonly isPrimary: boolean;
  /** Becomes the primary one of its type if there is none. */
  readonly isPrimaryIfNone: boolean;
  readonly isPartner: boolean;
  readonly label: string | null;
  readonly index: number | null;
}

/**
 * Brings the values into their normal forms. What states the same as one before it is that one: the result has as many
 * entries as `inputs`, but the same object may stand in several places.
 * @param inputs of which nothing is wrong
 */
export function prepareAttributes(
  inputs: readonly AttributeInput[],
  country?: CountryCode,
): PreparedAttribute[] {
  const prepared = inputs.map((input) => prepare(input, country));
  const distinct = new Map<string, (typeof prepared)[number]>();
  for (const one of prepared) {
    const same = distinct.get(keyOf(one));
    if (same) same.isPrimary ||= one.isPrimary;
    else distinct.set(keyOf(one), one);
  }
  const all = [...distinct.values()];
  const taken = new Set(all.filter(({ isPrimary }) => isPrimary).map(({ attributeType }) => attributeType));
  for (const one of all) {
    if (!rulesOf(one.attributeType).firstIsPrimary || taken.has(one.attributeType)) continue;
    one.isPrimaryIfNone = true;
    taken.add(one.attributeType);
  }
  return prepared.map((one) => distinct.get(keyOf(one)) ?? one);
}

const prepare = (input: AttributeInput, country?: CountryCode) => ({
  id: uuidv7(),
  attributeType: input.attribute_type,
  isSingular: rulesOf(input.attribute_type).singular ?? false,
  isPrimary: input.is_primary === true,
  isPrimaryIfNone: false,
  isPartner: input.is_partner === true,
  label: input.label ?? null,
  index: input.index ?? null,
  text: input.text == null ? null : (normalText(input.attribute_type, input.text, country) ?? null),
  date: input.date ?? null,
  address: input.address ?? null,
});

/** The same of two that state the same, as the unique index `contact_attributes_one_value` sees it. */
function keyOf({ attributeType, text, date, address }: Stated): string {
  const parts = Object.entries(address ?? {}).filter(([, part]) => part != null);
  return JSON.stringify([attributeType, text, date, parts.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

export function normalText(type: AttributeType, text: string, country?: CountryCode): string | undefined {
  if (type === 'email') return normalizeEmail(text);
  if (type === 'phone_number') return normalizePhoneNumber(text, country);
  return text;
}

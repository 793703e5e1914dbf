import { v7 as uuidv7 } from 'uuid';
import type { AddressDto } from './address.dto.js';
import { type AttributeType, rulesOf } from './attribute-types.js';
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

/** Brings the values into their normal forms. @param inputs of which nothing is wrong */
export function prepareAttributes(inputs: readonly AttributeInput[]): PreparedAttribute[] {
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

function isPrimaryIfNone(inputs: readonly AttributeInput[], position: number): boolean {
  const type = inputs[position]?.attribute_type as AttributeType;
  if (!rulesOf(type).firstIsPrimary) return false;
  const same = inputs.filter((other) => other.attribute_type === type);
  return same[0] === inputs[position] && !same.some((other) => other.is_primary === true);
}

function normalText(type: AttributeType, text: string): string | undefined {
  if (type === 'email') return normalizeEmail(text);
  if (type === 'phone_number') return normalizePhoneNumber(text);
  return text;
}

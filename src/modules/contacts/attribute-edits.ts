import type { BodyRules } from '../../config/config.js';
import type { Fault } from '../../http/errors/errors.js';
import type { AddressDto } from './address.dto.js';
import { attributeFaults } from './attribute-faults.js';
import type { AttributeFields, AttributeInput } from './attribute-input.dto.js';
import { type AttributeType, rulesOf, VALUE_COLUMNS } from './attribute-types.js';
import type { AttributeRow } from './contact-attributes.repository.js';
import { normalText, type PreparedAttribute, prepareAttributes } from './prepare-attributes.js';

/** A change of a live attribute, if there is an id; else an attribute to add. */
export interface AttributeEdit extends AttributeFields {
  id?: string | null;
  attribute_type?: AttributeType | null;
}

/** What an attribute is to be. */
export interface AttributeChange {
  readonly id: string;
  /** The value, in the column of its type; null everywhere where it stays. */
  readonly text: string | null;
  readonly date: number | null;
  readonly address: AddressDto | null;
  readonly label: string | null;
  readonly index: number | null;
  readonly isPrimary: boolean;
  readonly isPartner: boolean;
}

export interface EditPlan {
  readonly changes: readonly AttributeChange[];
  /** Done after the changes. */
  readonly added: readonly PreparedAttribute[];
  /** Types of which a change says which one is primary. */
  readonly claimed: readonly AttributeType[];
  /** Of those that shall not be primary any more. */
  readonly demoted: readonly string[];
}

type Known = ReadonlyMap<string, AttributeRow>;

/** What is wrong with edits, once it is known what they change. */
export function editFaults(edits: readonly AttributeEdit[], known: Known, settings: BodyRules): Fault[] {
  const whole = edits.map((edit) => {
    const row = knownRow(edit, known);
    return row ? { ...edit, attribute_type: row.attributeType, ...valueOf(edit, row) } : edit;
  });
  const circumstances = { text: '', settings, isRefused: false };
  return [
    ...edits.flatMap((edit, position) => typeFaults(edit, position, knownRow(edit, known))),
    ...attributeFaults({ attributes: whole }, circumstances),
  ];
}

function typeFaults({ attribute_type: type }: AttributeEdit, position: number, row?: AttributeRow): Fault[] {
  if (!row || type == null || type === row.attributeType) return [];
  const message = `must be left out, or ${row.attributeType} as it is: the type of an attribute cannot change`;
  return [{ path: `attributes[${position}].attribute_type`, message }];
}

/** Of the columns that edits can set, the one that has the value, with that which it will have. */
function valueOf(edit: AttributeEdit, row: AttributeRow): object {
  const { value } = rulesOf(row.attributeType);
  return edit[value] === undefined ? { [value]: row[value] } : {};
}

/** @param edits of which nothing is wrong */
export function planEdits(edits: readonly AttributeEdit[], known: Known, settings: BodyRules): EditPlan {
  const changing = edits.flatMap((edit) => {
    const row = knownRow(edit, known);
    return row ? [{ edit, row }] : [];
  });
  const inputs = edits.filter(({ id }) => id == null) as AttributeInput[];
  const claimed = changing.filter(({ edit }) => edit.is_primary === true).map(({ row }) => row.attributeType);
  return {
    changes: changing.map(({ edit, row }) => changeOf(edit, row, claimed, settings)),
    added: [...new Set(prepareAttributes(inputs, settings.defaultCountry))],
    claimed,
    demoted: changing.filter(({ edit }) => edit.is_primary === false).map(({ row }) => row.id),
  };
}

function changeOf(
  edit: AttributeEdit,
  row: AttributeRow,
  claimed: readonly AttributeType[],
  { defaultCountry }: BodyRules,
): AttributeChange {
  const type = row.attributeType;
  return {
    id: row.id,
    text: edit.text == null ? null : (normalText(type, edit.text, defaultCountry) ?? null),
    date: edit.date ?? null,
    address: edit.address ?? null,
    label: edit.label === undefined ? row.label : edit.label,
    index: edit.index === undefined ? row.index : edit.index,
    isPrimary: edit.is_primary ?? (row.isPrimary && !claimed.includes(type)),
    isPartner: edit.is_partner ?? row.isPartner,
  };
}

export const changesValue = (change: AttributeChange): boolean =>
  VALUE_COLUMNS.some((column) => change[column] !== null);

const knownRow = ({ id }: AttributeEdit, known: Known): AttributeRow | undefined =>
  id == null ? undefined : known.get(id.toLowerCase());

import fc from 'fast-check';
import { validated } from '../../http/body/validation.js';
import { type Fault, ValidationFailed } from '../../http/errors/errors.js';
import { ATTRIBUTE_TYPE_NAMES, ATTRIBUTE_TYPES, rulesOf, type ValueColumn } from './attribute-types.js';
import { AddAttributesDto, type AttributeInput } from './attribute-input.dto.js';
import { prepareAttributes } from './prepare-attributes.js';

const VALUES = { text: 'word', date: 0, address: { city: 'Dallas' } };

/** A value that is right for every type of its column. */
const valueOf = (type: AttributeInput['attribute_type']): Partial<AttributeInput> => {
  if (type === 'email') return { text: 'dana@example.com' };
  if (type === 'phone_number') return { text: '+15555550123' };
  if (/url$|^website$/.test(type)) return { text: 'https://example.com/' };
  return { [rulesOf(type).value]: VALUES[rulesOf(type).value] };
};

function faultsOf(...inputs: AttributeInput[]): readonly Fault[] {
  try {
    validated(AddAttributesDto, { attributes: inputs });
  } catch (error) {
    if (error instanceof ValidationFailed) return error.details;
    throw error;
  }
  return [];
}

describe('prepareAttributes', () => {
  it('puts the value into the column of its type and leaves the others null', () => {
    const [tag, day, home] = prepareAttributes([
      { attribute_type: 'tag', text: 'As sent' },
      { attribute_type: 'birthday', date: 86_400.5 },
      { attribute_type: 'postal_address', address: { city: 'Dallas', unit: null }, label: 'Home' },
    ]);
    expect(tag).toEqual({
      id: expect.any(String),
      attributeType: 'tag',
      isSingular: false,
      isPrimary: false,
      isPrimaryIfNone: false,
      isPartner: false,
      label: null,
      index: null,
      text: 'As sent',
      date: null,
      address: null,
    });
    expect(day).toMatchObject({ text: null, date: 86_400.5, address: null, isSingular: true });
    expect(home).toMatchObject({
      text: null,
      date: null,
      address: { city: 'Dallas', unit: null },
      label: 'Home',
    });
  });

  it('asks of every type for its own value, and refuses any other', () => {
    const columns = fc.constantFrom<ValueColumn>('text', 'date', 'address');
    fc.assert(
      fc.property(fc.constantFrom(...ATTRIBUTE_TYPE_NAMES), columns, (type, column) => {
        const own = rulesOf(type).value;
        expect(
          faultsOf({ attribute_type: type, ...valueOf(type), text: valueOf(type).text ?? null }),
        ).toEqual([]);
        expect(faultsOf({ attribute_type: type }).map(({ path }) => path)).toEqual([`attributes[0].${own}`]);
        if (column === own) return;
        const both = faultsOf({ attribute_type: type, ...valueOf(type), [column]: VALUES[column] });
        expect(both.map(({ path }) => path)).toEqual([`attributes[0].${column}`]);
      }),
    );
  });

  it('takes a label on five types only; null is none', () => {
    const labelled = ATTRIBUTE_TYPE_NAMES.filter(
      (type) => faultsOf({ attribute_type: type, ...valueOf(type), label: 'Work' }).length === 0,
    );
    expect(labelled.sort()).toEqual(['email', 'important_date', 'phone_number', 'postal_address', 'website']);
    for (const type of ATTRIBUTE_TYPE_NAMES) {
      expect(faultsOf({ attribute_type: type, ...valueOf(type), label: null })).toEqual([]);
    }
  });

  it('names every fault by its place', () => {
    expect(
      faultsOf(
        { attribute_type: 'tag', text: 'fine' },
        { attribute_type: 'tag', date: 5, label: 'Work' },
        { attribute_type: 'email', text: 'nobody' },
        { attribute_type: 'note', text: ' \n' },
        { attribute_type: 'postal_address', address: { city: ' ', unit: null } },
      ).map(({ path }) => path),
    ).toEqual([
      'attributes[1].date',
      'attributes[1].label',
      'attributes[1].text',
      'attributes[2].text',
      'attributes[3].text',
      'attributes[4].address',
    ]);
  });

  it('takes two of a type, save of those a contact has one of', () => {
    for (const type of ATTRIBUTE_TYPE_NAMES) {
      const twice = faultsOf(
        { attribute_type: type, ...valueOf(type) },
        { attribute_type: 'website', text: 'https://example.com' },
        { attribute_type: type, ...valueOf(type) },
      );
      const expected = 'singular' in ATTRIBUTE_TYPES[type] ? ['attributes[2].attribute_type'] : [];
      expect(twice.map(({ path }) => path)).toEqual(expected);
    }
  });

  it('takes one primary per type', () => {
    const primary = { is_primary: true };
    expect(
      faultsOf(
        { attribute_type: 'email', text: 'a@example.com', ...primary },
        { attribute_type: 'phone_number', text: '+15555550123', ...primary },
        { attribute_type: 'email', text: 'b@example.com', ...primary },
      ).map(({ path }) => path),
    ).toEqual(['attributes[2].is_primary']);
  });

  it('makes the first e-mail and phone number primary where none is, unless another one is to be', () => {
    const ofThese = (...inputs: AttributeInput[]) =>
      prepareAttributes(inputs).map(({ isPrimary, isPrimaryIfNone }) => [isPrimary, isPrimaryIfNone]);
    expect(
      ofThese(
        { attribute_type: 'tag', text: 'Buyer' },
        { attribute_type: 'email', text: 'a@example.com', is_primary: false },
        { attribute_type: 'email', text: 'b@example.com' },
        { attribute_type: 'phone_number', text: '+15555550123' },
        { attribute_type: 'phone_number', text: '+15555550124', is_primary: true },
      ),
    ).toEqual([
      [false, false],
      [false, true],
      [false, false],
      [false, false],
      [true, false],
    ]);
  });

  it('makes one of those that state the same, primary if one of them is to be', () => {
    const prepared = prepareAttributes(
      [
        { attribute_type: 'phone_number', text: '+12025550143', label: 'Home' },
        { attribute_type: 'tag', text: '+12025550143' },
        { attribute_type: 'phone_number', text: '(202) 555-0143', is_primary: true },
        { attribute_type: 'postal_address', address: { city: 'Dallas', unit: null } },
        { attribute_type: 'postal_address', address: { city: 'Dallas' } },
        { attribute_type: 'child_birthday', date: 0 },
        { attribute_type: 'important_date', date: 0 },
      ],
      'US',
    );
    const distinct = [...new Set(prepared)];
    expect(prepared.map((one) => distinct.indexOf(one))).toEqual([0, 1, 0, 2, 2, 3, 4]);
    expect(prepared[0]).toMatchObject({ label: 'Home', isPrimary: true, isPrimaryIfNone: false });
  });

  it('gives ids that sort in the order sent', () => {
    const inputs = Array.from({ length: 100 }, (_, at) => ({
      attribute_type: 'tag' as const,
      text: `${at}`,
    }));
    const ids = prepareAttributes(inputs).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(ids);
  });
});

/** The columns a value can be in, by the kind of data they hold. */
export const VALUE_COLUMNS = ['text', 'date', 'address'] as const;
export type ValueColumn = (typeof VALUE_COLUMNS)[number];

interface TypeRules {
  /** Where the value goes; the other columns stay null. */
  readonly value: ValueColumn;
  /** A contact has one at most: a new one replaces it. */
  readonly singular?: true;
  /** May carry a label, such as "Work". */
  readonly labelled?: true;
  /** One of them is always the primary one: at first the first one. */
  readonly firstIsPrimary?: true;
}

/** What can be known of a contact. */
export const ATTRIBUTE_TYPES = {
  tag: { value: 'text' },
  first_name: { value: 'text', singular: true },
  middle_name: { value: 'text', singular: true },
  last_name: { value: 'text', singular: true },
  marketing_name: { value: 'text', singular: true },
  nickname: { value: 'text', singular: true },
  title: { value: 'text', singular: true },
  company: { value: 'text', singular: true },
  job_title: { value: 'text', singular: true },
  email: { value: 'text', labelled: true, firstIsPrimary: true },
  phone_number: { value: 'text', labelled: true, firstIsPrimary: true },
  website: { value: 'text', labelled: true },
  note: { value: 'text' },
  source: { value: 'text' },
  source_type: { value: 'text', singular: true },
  profile_image_url: { value: 'text', singular: true },
  cover_image_url: { value: 'text', singular: true },
  birthday: { value: 'date', singular: true },
  child_birthday: { value: 'date' },
  home_anniversary: { value: 'date' },
  wedding_anniversary: { value: 'date' },
  important_date: { value: 'date', labelled: true },
  postal_address: { value: 'address', labelled: true },
} as const satisfies Record<string, TypeRules>;

export type AttributeType = keyof typeof ATTRIBUTE_TYPES;

export const ATTRIBUTE_TYPE_NAMES = Object.keys(ATTRIBUTE_TYPES) as AttributeType[];

export const isAttributeType = (type: unknown): type is AttributeType =>
  typeof type === 'string' && Object.hasOwn(ATTRIBUTE_TYPES, type);

export const rulesOf = (type: AttributeType): TypeRules => ATTRIBUTE_TYPES[type];

/** Of these one is always primary. */
export const FIRST_IS_PRIMARY = ATTRIBUTE_TYPE_NAMES.filter((type) => rulesOf(type).firstIsPrimary);

import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_NODES } from '../../database/columns.js';

/**
 * A small part of JSON Schema, with `nullable` as Swagger knows it. A definition made with the functions below is plain data, from
 * which all else derives: it is printed into the OpenAPI document as it stands, values are checked against it
 * (`faultsOf`), and `Value<typeof definition>` is its TypeScript type.
 *
 * Objects are open: members that a definition does not name are legal. Strings, arrays and objects are bounded only by
 * the limits of a whole document.
 */
export interface Schema<Value = unknown> extends Keywords {
  readonly [VALUE]?: Value;
}

export type Value<Definition> = Definition extends Schema<infer Value> ? Value : never;

export interface Keywords {
  readonly description?: string;
  readonly type?: JsonType;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Keywords>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: true | Keywords;
  /** What the keys of a map may be. */
  readonly propertyNames?: Keywords;
  readonly items?: Keywords;
  readonly maxItems?: number;
  readonly enum?: readonly (string | null)[];
  readonly maxLength?: number;
  readonly pattern?: string;
  /** A notation that only code can check; `faultsOf` knows how. */
  readonly 'x-format'?: Notation;
  /** Alternatives of different types, so that the type of a value tells which one is meant. */
  readonly anyOf?: readonly Keywords[];
  /** The name under which the OpenAPI document lists it. */
  readonly [NAME]?: string;
}

export type Notation = 'http-url' | 'access-matcher';
export type JsonType = 'object' | 'array' | 'string' | 'number' | 'boolean';

declare const VALUE: unique symbol;
export const NAME = Symbol('name');

type Members = Readonly<Record<string, Schema>>;
type Open = Record<string, unknown>;
type ObjectOf<M extends Members, Required extends keyof M> = {
  -readonly [K in Exclude<keyof M, Required>]?: Value<M[K]>;
} & { -readonly [K in Required]: Value<M[K]> };

/** What remains of `Value` as a merge patch: anything may be left out, and `null` removes. */
export type Overlay<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [K in keyof Value]?: Overlay<Value[K]> | null }
    : Value;

export const text = (description: string): Schema<string> => ({
  type: 'string',
  maxLength: MAX_DOCUMENT_BYTES,
  description,
});

/** A string in a notation: everything that a pattern says about it, and more. */
export const notation = (
  description: string,
  name: Notation,
  options: Pick<Keywords, 'maxLength' | 'pattern'> = {},
): Schema<string> => ({
  type: 'string',
  maxLength: MAX_DOCUMENT_BYTES,
  ...options,
  'x-format': name,
  description,
});

export const flag = (description: string): Schema<boolean> => ({ type: 'boolean', description });

export const number = (description: string): Schema<number> => ({ type: 'number', description });

export const word = <const Words extends readonly string[]>(
  description: string,
  words: Words,
): Schema<Words[number]> => ({ type: 'string', enum: words, description });

export const anything: Schema = { description: 'Any JSON' };

export const list = <Item>(description: string, items: Schema<Item>): Schema<Item[]> => ({
  type: 'array',
  maxItems: MAX_DOCUMENT_NODES,
  items,
  description,
});

export const object = <M extends Members, const Required extends readonly (keyof M & string)[] = []>(
  description: string,
  members: M,
  required?: Required,
): Schema<ObjectOf<M, Required[number]> & Open> => ({
  type: 'object',
  properties: members,
  ...(required && { required }),
  additionalProperties: true,
  description,
});

/** An object whose keys are data; some of them may be known, with values that say more. */
export const map = <Item, M extends Members = Record<never, never>>(
  description: string,
  value: Schema<Item>,
  options: { members?: M; names?: Schema<string> } = {},
): Schema<ObjectOf<M, never> & Record<string, Item>> => ({
  type: 'object',
  ...(options.members && { properties: options.members }),
  ...(options.names && { propertyNames: options.names }),
  additionalProperties: value,
  description,
});

export const either = <One, Other>(
  description: string,
  one: Schema<One>,
  other: Schema<Other>,
): Schema<One | Other> => ({ anyOf: [one, other], description });

/** `null` is legal too. */
export const orNull = <Value>(schema: Schema<Value>): Schema<Value | null> => {
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map(orNull) };
  return { ...schema, nullable: true, ...(schema.enum && { enum: [...schema.enum, null] }) };
};

/** Lists it under a name in the OpenAPI document, where it is then referred to. */
export const named = <Value>(name: string, schema: Schema<Value>): Schema<Value> => ({
  ...schema,
  [NAME]: name,
});

/**
 * Definitions of what may be merged into members so defined, as in a JSON merge patch: anything may be left out, and
 * `null` removes. Whatever fits the result, merged into what fits `members`, fits `members` again.
 */
export const overlaysOf = <M extends Members>(members: M): OverlaysOf<M> =>
  mapValues(members, (member) => orNull(overlayOf(member))) as OverlaysOf<M>;

type OverlaysOf<M extends Members> = { [K in keyof M]: Schema<Overlay<Value<M[K]>> | null> };

/** Arrays are replaced whole, so their items stay as they are. */
function overlayOf(schema: Keywords): Keywords {
  const { properties, additionalProperties, anyOf, [NAME]: _, ...rest } = schema;
  return {
    ...rest,
    ...(properties && { properties: overlaysOf(properties) }),
    ...(additionalProperties && {
      additionalProperties:
        additionalProperties === true ? additionalProperties : orNull(overlayOf(additionalProperties)),
    }),
    ...(anyOf && { anyOf: anyOf.map(overlayOf) }),
  };
}

function mapValues<Item, Other>(
  object: Readonly<Record<string, Item>>,
  change: (item: Item) => Other,
): Record<string, Other> {
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, change(item)]));
}

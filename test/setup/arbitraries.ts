import fc from 'fast-check';
import { resolveRef } from './spec.js';

/** Text that has broken programs before. */
export const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '0',
      '-1',
      '1e999',
      'NaN',
      'null',
      '\ud800',
      '\0',
      "'; drop table brands --",
      '%00',
      '../..',
    ],
  ),
  fc.double().map(String),
);

const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  oddText,
  fc.constantFrom(...[0, -1, 1e308, 2 ** 31, 2 ** 53, -0.5, 253402300800, -1e15, true, null]),
  fc.constantFrom([], {}, [[]], [{}], ['x', null], 'x'.repeat(5_000), { length: -1 }, { then: 1 }),
);

/** Values of a parameter near what `schema` describes, as a client writes them into a URL. */
export const parametersLike = (schema: object): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fitting(schema as Schema, 0).map(written) },
    { weight: 1, arbitrary: oddText },
  );

const written = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(written).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  example?: unknown;
}

/** Bodies near what `schema` describes: right for the most part, so that they get far, and odd in some places. */
export function bodiesLike(schema: object, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: depth === 0 ? 30 : 8, arbitrary: fitting(schema as Schema, depth) },
    { weight: 1, arbitrary: oddValue },
  );
}

function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null);
  if (schema.$ref !== undefined) return fitting(resolveRef(schema.$ref), depth);
  const [alternative] = schema.allOf ?? schema.anyOf ?? schema.oneOf ?? [];
  if (alternative) return fitting(alternative, depth);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return object(schema, depth);
    case 'array':
      return fc.array(bodiesLike(schema.items ?? {}, depth + 1), { maxLength: 4 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 2 ** 31 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e12, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return text(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (!schema.properties) return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }));
  const members = Object.entries(schema.properties).map(([name, member]) => [
    name,
    bodiesLike(member, depth + 1),
  ]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: schema.required ?? [],
  });
}

function text({ format, example }: Schema): fc.Arbitrary<unknown> {
  const likely = typeof example === 'string' ? [fc.constant(example)] : [];
  if (format === 'uuid') return fc.oneof(fc.uuid(), ...likely);
  return fc.oneof(...likely, fc.string({ minLength: 1, maxLength: 20 }), fc.emailAddress(), fc.uuid());
}

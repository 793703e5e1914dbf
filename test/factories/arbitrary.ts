import fc from 'fast-check';
import type { Keywords } from '../../src/modules/portal-config/json-schema.js';

const domain = fc.constantFrom('x.com', 'X.com', 'evil-x.com', 'sub.x.com', 'x.com.evil.io', 'tostring');
const space = fc.constantFrom('', '', '', ' ', '\n');
const matchers = fc.oneof(
  fc.tuple(space, fc.constantFrom('*@', '@', 'a@', 'A@', 'b@'), domain, space).map((parts) => parts.join('')),
  fc.constantFrom('*', ' * '),
);
const slugs = fc.constantFrom('chat', 'inbox', 'task', 'crm', 'constructor', 'toString');

/** Values that fit a definition, small enough to be alike often: matchers are of a few addresses and domains. */
export function arbitraryOf(schema: Keywords): fc.Arbitrary<unknown> {
  const alternatives = (schema.anyOf ?? [schema]).flatMap((keywords) =>
    keywords.nullable ? [fc.constant(null), arbitraryOfType(keywords)] : [arbitraryOfType(keywords)],
  );
  return fc.oneof(...alternatives);
}

function arbitraryOfType(schema: Keywords): fc.Arbitrary<unknown> {
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'number') return fc.integer({ min: 0, max: 3 });
  if (schema.type === 'array') return fc.array(arbitraryOf(schema.items ?? {}), { maxLength: 2 });
  if (schema.type === 'string') {
    if (schema['x-format'] === 'access-matcher') return matchers;
    if (schema['x-format'] === 'http-url') return fc.constantFrom('https://a.b', 'http://c');
    return fc.constantFrom(...(schema.enum?.filter((word) => word !== null) ?? ['', 'one', 'two']));
  }
  if (schema.type !== 'object') return fc.constantFrom(1, null, 'text', [null], { a: null });
  return arbitraryObject(schema);
}

function arbitraryObject(schema: Keywords): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties, propertyNames: names } = schema;
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([key, member]) => [key, arbitraryOf(member)])),
    { requiredKeys: [...required] },
  );
  const value = additionalProperties === true ? {} : (additionalProperties ?? {});
  const others = fc.dictionary(names ? matchers : slugs, arbitraryOf(value), { maxKeys: 3 });
  return fc.tuple(others, known).map(([some, rest]) => ({ ...some, ...rest }));
}

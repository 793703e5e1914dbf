import { HTTP_URL, isHttpUrl } from '../../http/body/http-url.js';
import type { Fault } from '../../http/errors/errors.js';
import { pathTo } from '../../http/errors/paths.js';
import { lengthSentence } from '../../http/body/sentences.js';
import type { JsonType, Keywords, Notation } from './json-schema.js';
import { canonicalMatcher } from './matcher.js';

/** More would help nobody, and a client could ask for a very long answer. */
const MAX_FAULTS = 50;

const NOTATIONS: Readonly<Record<Notation, { test(text: string): boolean; message: string }>> = {
  'http-url': { test: isHttpUrl, message: HTTP_URL },
  'access-matcher': {
    test: (text) => canonicalMatcher(text) !== undefined,
    message: 'must be an e-mail address, *@<domain> or *',
  },
};

const SAID: Readonly<Record<JsonType, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
};

/**
 * What is wrong with `value`, at most the first 50 faults. Takes time in proportion to the size of the value:
 * each part is looked at once, and what the schema leaves open is not entered.
 */
export function faultsOf(schema: Keywords, value: unknown, path: string): Fault[] {
  const faults: Fault[] = [];
  check(schema, value, path, faults);
  return faults;
}

function check(schema: Keywords, value: unknown, path: string, faults: Fault[]): void {
  if (faults.length >= MAX_FAULTS) return;
  const alternatives = schema.anyOf ?? [schema];
  if (value === null && alternatives.some(({ nullable }) => nullable)) return;
  const type = typeOf(value);
  const meant = alternatives.find(
    (alternative) => alternative.type === undefined || alternative.type === type,
  );
  if (!meant) faults.push({ path, message: `must be ${alternatives.map(said).join(' or ')}` });
  else if (type === 'object') checkMembers(meant, value as Record<string, unknown>, path, faults);
  else if (type === 'array') checkItems(meant, value as unknown[], path, faults);
  else if (type === 'string') checkText(meant, value as string, path, faults);
}

function checkMembers(schema: Keywords, value: Record<string, unknown>, path: string, faults: Fault[]): void {
  const { properties = {}, additionalProperties = true, required = [], propertyNames: names } = schema;
  for (const key of required) {
    if (!Object.hasOwn(value, key)) faults.push({ path: pathTo(path, key), message: 'is required' });
  }
  if (additionalProperties === true && Object.keys(properties).length === 0) return;
  for (const key of Object.keys(value)) {
    if (faults.length >= MAX_FAULTS) return;
    const member = pathTo(path, key);
    if (names) checkText(names, key, member, faults);
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known !== true && known !== undefined) check(known, value[key], member, faults);
  }
}

function checkItems({ items, maxItems }: Keywords, value: unknown[], path: string, faults: Fault[]): void {
  if (maxItems !== undefined && value.length > maxItems) {
    faults.push({ path, message: `must have at most ${maxItems} entries` });
  } else if (items) {
    for (const [index, item] of value.entries()) {
      if (faults.length >= MAX_FAULTS) return;
      check(items, item, pathTo(path, index), faults);
    }
  }
}

function checkText(schema: Keywords, value: string, path: string, faults: Fault[]): void {
  const notation = schema['x-format'] && NOTATIONS[schema['x-format']];
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    faults.push({ path, message: lengthSentence(0, schema.maxLength) });
  } else if (schema.enum && !schema.enum.includes(value)) {
    faults.push({
      path,
      message: `must be one of ${schema.enum.filter((word) => word !== null).join(', ')}`,
    });
  } else if (notation && !notation.test(value)) {
    faults.push({ path, message: notation.message });
  }
}

const said = ({ type }: Keywords): string => (type ? SAID[type] : 'any JSON');

function typeOf(value: unknown): JsonType | 'null' | undefined {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'object' || type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
}

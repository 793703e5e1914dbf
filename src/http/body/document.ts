import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_NODES } from '../../database/columns.js';
import { ValidationFailed } from '../errors/errors.js';
import { checkJson, UnusableJson } from './json.js';
import { jsonMember } from './json-member.js';

/** How deep a free-form document may nest; `{}` is 1 deep. */
const MAX_DOCUMENT_DEPTH = 32;

/**
 * The text of a free-form member, once it is known that it can be stored and given back as it is.
 *
 * @param value the member, parsed
 * @param sent the object that it is a member of, as text
 * @returns `undefined` where it was not sent, `null` where `null` was
 * @throws {ValidationFailed}
 */
export function documentText(name: string, value: unknown, sent: string): string | null | undefined {
  if (value === undefined || value === null) return value;
  const text = jsonMember(sent, name)?.text ?? '';
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw ValidationFailed.at(name, 'must be an object or null');
  }
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw ValidationFailed.at(name, `is larger than ${MAX_DOCUMENT_BYTES} bytes`);
  }
  try {
    checkJson(value, { depth: MAX_DOCUMENT_DEPTH, nodes: MAX_DOCUMENT_NODES }, name);
  } catch (error) {
    throw error instanceof UnusableJson ? new ValidationFailed([error.fault]) : error;
  }
  // what a repeated name hides was not checked
  if (countMembers(text) !== parsedMembers(value)) {
    throw ValidationFailed.at(name, 'has an object with the same name twice');
  }
  return text;
}

const STRING = /"[^"\\]*(\\.[^"\\]*)*"/g;

/** How many members all objects in `json` have together, those with a repeated name included. */
const countMembers = (json: string): number => json.replace(STRING, '').split(':').length - 1;

function parsedMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + parsedMembers(member), own);
}

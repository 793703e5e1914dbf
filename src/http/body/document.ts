import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_NODES } from '../../database/columns.js';
import type { Fault } from '../errors/errors.js';
import { checkJson, UnusableJson } from './json.js';
import { jsonMember } from './json-member.js';

/** How deep a free-form document may nest; `{}` is 1 deep. */
const MAX_DOCUMENT_DEPTH = 32;

/**
 * The text of a free-form member.
 * @param value the member, parsed
 * @param sent the object that it is a member of, as text
 * @returns `undefined` where it was not sent, `null` where `null` was
 */
export function documentText(name: string, value: unknown, sent: string): string | null | undefined {
  if (value === undefined || value === null) return value;
  return jsonMember(sent, name)?.text ?? '';
}

/** Why a free-form member cannot be stored and given back as it is. */
export function documentFaults(name: string, value: unknown, sent: string): Fault[] {
  if (value === undefined || value === null) return [];
  const at = (message: string): Fault[] => [{ path: name, message }];
  if (typeof value !== 'object' || Array.isArray(value)) return at('must be an object or null');
  const text = documentText(name, value, sent) ?? '';
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    return at(`must be at most ${MAX_DOCUMENT_BYTES} bytes long`);
  }
  try {
    checkJson(value, { depth: MAX_DOCUMENT_DEPTH, nodes: MAX_DOCUMENT_NODES }, name);
  } catch (error) {
    if (error instanceof UnusableJson) return [error.fault];
    throw error;
  }
  // what a repeated name hides was not checked
  const hasHidden = countMembers(text) !== parsedMembers(value);
  return hasHidden ? at('must not have an object with the same name twice') : [];
}

const STRING = /"[^"\\]*(\\.[^"\\]*)*"/g;

/** How many members all objects in `json` have together, those with a repeated name included. */
const countMembers = (json: string): number => json.replace(STRING, '').split(':').length - 1;

function parsedMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + parsedMembers(member), own);
}

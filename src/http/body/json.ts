import type { Fault } from '../errors/errors.js';
import { pathTo } from '../errors/paths.js';

/** How deep a body may nest (`{}` is 1 deep); free-form fields have limits of their own. */
export const MAX_DEPTH = 64;
/** How many values a body may hold, containers included. */
export const MAX_NODES = 50_000;

/** Found in an input that would be lost or altered on its way to the database. */
export class UnusableJson extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

interface Limits {
  readonly depth: number;
  readonly nodes: number;
}

/** Where a value stands; its path is only put together for a fault. */
interface Place {
  readonly of?: Place;
  member: string | number;
}

/**
 * Refuses what cannot be stored and given back as it was: NUL, half a surrogate pair, `__proto__`,
 * numbers past the range of a double, and JSON too deep or too large.
 *
 * @throws {UnusableJson} naming the path of the first such value
 */
export function checkJson(
  value: unknown,
  limits: Limits = { depth: MAX_DEPTH, nodes: MAX_NODES },
  root = '',
): void {
  let nodes = 0;
  const visit = (node: unknown, place: Place, depth: number): void => {
    if (++nodes > limits.nodes) throw unusable({ member: root }, `must have at most ${limits.nodes} values`);
    if (typeof node === 'string') checkText(node, place);
    else if (typeof node === 'number' && !Number.isFinite(node)) {
      throw unusable(place, 'must be a number in the range of a double');
    } else if (typeof node === 'object' && node !== null) {
      if (depth >= limits.depth) {
        throw unusable({ member: root }, `must be nested at most ${limits.depth} deep`);
      }
      visitMembers(node, place, (member, within) => visit(member, within, depth + 1));
    }
  };
  visit(value, { member: root }, 0);
}

function visitMembers(node: object, place: Place, visit: (member: unknown, within: Place) => void): void {
  const within: Place = { of: place, member: '' };
  if (Array.isArray(node)) {
    for (let index = 0; index < node.length; index++) {
      within.member = index;
      visit(node[index], within);
    }
    return;
  }
  for (const key of Object.keys(node)) {
    within.member = key;
    if (key === '__proto__') throw unusable(within, 'must have another name');
    checkText(key, place);
    visit((node as Record<string, unknown>)[key], within);
  }
}

function checkText(text: string, place: Place): void {
  if (text.includes('\0')) throw unusable(place, 'must not contain a NUL character');
  if (!text.isWellFormed()) throw unusable(place, 'must not contain half a surrogate pair');
}

const unusable = (place: Place, message: string): UnusableJson =>
  new UnusableJson({ path: pathOf(place), message });

const pathOf = ({ of, member }: Place): string => (of ? pathTo(pathOf(of), member) : String(member));

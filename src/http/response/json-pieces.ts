import { stringify } from './raw-json.js';

/** From so many items on, a list is written item by item. */
const LONG = 20;
/** How far below the top a list can stand: `{data: {attributes: […]}}`. */
const DEPTH = 2;

/** Whether `value` is, or has near its top, a list that may come to be long as text. */
export function hasLongList(value: unknown, depth = DEPTH): boolean {
  if (Array.isArray(value)) return value.length >= LONG;
  if (typeof value !== 'object' || value === null || depth === 0 || 'toJSON' in value) return false;
  return Object.values(value).some((member) => typeof member === 'object' && hasLongList(member, depth - 1));
}

/** The JSON of `value`, where an item of a long list is a piece, so that the whole never is one text. */
export function* jsonPieces(value: unknown, depth = DEPTH): Generator<string, undefined> {
  if (!hasLongList(value, depth)) yield stringify(value);
  else if (Array.isArray(value)) yield* itemPieces(value);
  else yield* memberPieces(value as object, depth);
}

function* itemPieces(items: readonly unknown[]): Generator<string, undefined> {
  let before = '[';
  for (const item of items) {
    yield before + (stringify(item) ?? 'null');
    before = ',';
  }
  yield ']';
}

function* memberPieces(value: object, depth: number): Generator<string, undefined> {
  let before = '{';
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (member === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    yield* jsonPieces(member, depth - 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

/** Stands where a {@link RawJson} goes. No string of ours contains it: NUL is refused in every input. */
const MARK = '\0';
const MARK_AS_JSON = /"\\u0000"/g;

/** What the marks of the text that is being made stand for, in their order. */
let marked: string[] = [];

/** JSON that goes out as it came in: parsing it would reorder keys and respell numbers. */
export class RawJson {
  constructor(readonly text: string) {}

  static orNull(text: string | null): RawJson | null {
    return text === null ? null : new RawJson(text);
  }

  toJSON(): string {
    marked.push(this.text);
    return MARK;
  }
}

/** Like `JSON.stringify`, with the text of each {@link RawJson} in its place. */
export function stringify(value: unknown): string {
  marked = [];
  const json = JSON.stringify(value);
  const texts = marked.values();
  return marked.length === 0 ? json : json.replace(MARK_AS_JSON, () => texts.next().value ?? 'null');
}

const LINE_BREAKS = /[\n\r]+/g;
const NOT_ASCII = /[\u0080-\uffff]/g;

/**
 * The same JSON on one line, in ASCII. Line breaks can only stand between its tokens. A client that decodes a stream
 * chunk by chunk would garble a character whose bytes arrive in two chunks; escapes cannot be torn.
 */
export const toLine = (json: string): string =>
  json
    .replace(LINE_BREAKS, ' ')
    .replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

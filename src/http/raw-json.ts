/** JSON that goes out as it came in: parsing it would reorder keys and respell numbers. */
export class RawJson {
  constructor(readonly text: string) {}

  static orNull(text: string | null): RawJson | null {
    return text === null ? null : new RawJson(text);
  }
}

/** Like `JSON.stringify`, with the text of each {@link RawJson} in its place. */
export function stringify(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${stringify(member)}`).join(',')}}`;
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

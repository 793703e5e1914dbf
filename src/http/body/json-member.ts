/** A member of a JSON object as it was sent. */
export interface JsonMember {
  readonly text: string;
  /** How deep the text nests; `{}` is 1 deep, a number 0. Members that a later one of the same name hides count too. */
  readonly depth: number;
}

/**
 * Finds the top-level member `name` of `json`, the last one if there are several, as `JSON.parse` does.
 * Runs in one pass and without recursion: what is hidden by a later member was checked by nobody.
 *
 * @param json the text of a JSON object, known to be one
 */
export function jsonMember(json: string, name: string): JsonMember | undefined {
  let found: JsonMember | undefined;
  let depth = 0;
  let deepest = 0;
  let key = '';
  /** Where the value of the current top-level member begins; -1 while its name is read. */
  let start = -1;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') {
      const end = endOfString(json, at);
      if (depth === 1 && start < 0) key = json.slice(at, end + 1);
      at = end;
    } else if (character === '{' || character === '[') {
      deepest = Math.max(deepest, ++depth);
    } else if (character === ':' && depth === 1) {
      start = at + 1;
      deepest = depth;
    } else {
      const closes = character === '}' || character === ']';
      if (closes) depth--;
      if (start >= 0 && (depth === 0 || (depth === 1 && character === ','))) {
        if (JSON.parse(key) === name) found = { text: json.slice(start, at).trim(), depth: deepest - 1 };
        start = -1;
      }
    }
  }
  return found;
}

/** Where the string that opens at `start` closes. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at;
  }
  return json.length;
}

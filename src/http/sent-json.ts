import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The members of a JSON object as the text they were sent as; of a name sent twice the last, as `JSON.parse` has it. */
export type SentMembers = ReadonlyMap<string, string>;

/** Injects the {@link SentMembers} of the body, after the body was found to be JSON. */
export const Sent = createParamDecorator((_: unknown, context: ExecutionContext): SentMembers => {
  const request = context.switchToHttp().getRequest<Request>();
  const body: unknown = request.body;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return isObject ? membersOf((request.rawBody as Buffer).toString('utf8')) : new Map();
});

/** @param json a valid JSON object; however deep it is, it is read without recursion */
export function membersOf(json: string): SentMembers {
  const members = new Map<string, string>();
  let name: string | undefined;
  let start = 0;
  scan(json, (at, depth, end) => {
    const char = json[at];
    if (char === '"' && depth === 1) name ??= JSON.parse(json.slice(at, end)) as string;
    else if (char === ':' && depth === 1) start = end;
    else if ((char === ',' && depth === 1) || (char === '}' && depth === 0)) {
      if (name !== undefined) members.set(name, json.slice(start, at).trim());
      name = undefined;
    }
  });
  return members;
}

/** How many members all objects in `json` have together, those with a repeated name included. */
export function countMembers(json: string): number {
  let count = 0;
  scan(json, (at) => {
    if (json[at] === ':') count++;
  });
  return count;
}

/** Visits strings and punctuation; `depth` is the nesting after the token, `end` where it ends. */
function scan(json: string, visit: (at: number, depth: number, end: number) => void): void {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') {
      const end = endOfString(json, at);
      visit(at, depth, end);
      at = end - 1;
    } else if (char === '{' || char === '[') visit(at, ++depth, at + 1);
    else if (char === '}' || char === ']') visit(at, --depth, at + 1);
    else if (char === ':' || char === ',') visit(at, depth, at + 1);
  }
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

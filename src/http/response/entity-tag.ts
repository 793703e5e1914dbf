import type { Request } from 'express';
import { Tagged } from './tagged.js';

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** A strong validator: the same tag means the same bytes. `entityTagSql` makes the same one. */
const entityTag = ({ id, version }: Versioned): string => `"${id}-${version}"`;

/** `body`, with the version of what it shows. */
export const tagged = <Body>(shown: Versioned, body: Body): Tagged<Body> =>
  new Tagged(entityTag(shown), body);

/** @param row alias of a table with `id` and `version` */
export const entityTagSql = (row: string): string => `'"' || ${row}.id || '-' || ${row}.version || '"'`;

/** A client says by `If-None-Match` that it has this version. */
export function isKnown(request: Request, tag: string): boolean {
  const known = request.method === 'GET' ? request.headers['if-none-match'] : undefined;
  if (known === undefined) return false;
  return known.trim() === '*' || tagsIn(known).some((one) => one.replace(/^W\//, '') === tag);
}

export const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim());

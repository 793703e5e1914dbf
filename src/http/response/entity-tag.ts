import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';

/** A strong validator: the same tag means the same bytes. `entityTagSql` makes the same one. */
export const entityTag = (id: string, version: number): string => `"${id}-${version}"`;

/** @param row alias of a table with `id` and `version` */
export const entityTagSql = (row: string): string => `'"' || ${row}.id || '-' || ${row}.version || '"'`;

/** The tags of an `If-Match`; `null` where any will do. Weak tags never match strongly, and are left out. */
export type ExpectedTags = readonly string[] | null;

/** Injects {@link ExpectedTags}. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): ExpectedTags => {
  const header = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  return tagsIn(header).filter((tag) => !tag.startsWith('W/'));
});

/**
 * Sends the tag along. Where the client says by `If-None-Match` that it has that version, the answer becomes a 304.
 * @returns whether it did
 */
export function answerTag(request: Request, response: Response, tag: string): boolean {
  response.setHeader('ETag', tag);
  const known = request.method === 'GET' ? request.headers['if-none-match'] : undefined;
  if (known === undefined) return false;
  const matches = known.trim() === '*' || tagsIn(known).some((one) => one.replace(/^W\//, '') === tag);
  if (matches) response.status(304);
  return matches;
}

const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim());

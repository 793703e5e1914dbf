import { parse, type ParsedUrlQuery } from 'node:querystring';

let latest = '';
let parsed: ParsedUrlQuery = parse(latest);

/**
 * What Express parses queries with. It does so anew for each parameter that looks into the query, and those of a request
 * are read one after the other: the latest result is kept.
 */
export function parseQuery(text: string | null): ParsedUrlQuery {
  if ((text ?? '') !== latest) {
    latest = text ?? '';
    parsed = parse(latest);
  }
  return parsed;
}

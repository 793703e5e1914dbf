import { documentFaults, documentText } from '../../http/body/document.js';
import { jsonMember } from '../../http/body/json-member.js';
import type { Fault } from '../../http/errors/errors.js';

const UPDATE = '$update';

/**
 * What an update's `meta` asks to merge, as text; `null` to clear. `{"$update": {…}}` is another way to say `{…}`.
 * @param meta of which nothing is wrong
 */
export function metaPatch(
  meta: Record<string, unknown> | null | undefined,
  sent: string,
): string | null | undefined {
  const text = documentText('meta', meta, sent);
  return typeof text === 'string' && saysUpdate(meta) ? jsonMember(text, UPDATE)?.text : text;
}

/** What is wrong with the `meta` of something new, of which there is nothing to update. */
export const newMetaFaults = (meta: unknown, sent: string): Fault[] =>
  saysUpdate(meta)
    ? [{ path: `meta.${UPDATE}`, message: 'must be left out: it is for updates' }]
    : documentFaults('meta', meta, sent);

/** What is wrong with the `meta` of an update. */
export function metaPatchFaults(meta: unknown, sent: string): Fault[] {
  const faults = documentFaults('meta', meta, sent);
  if (faults.length > 0 || !saysUpdate(meta)) return faults;
  const patch = meta[UPDATE];
  const isAlone = Object.keys(meta).length === 1;
  if (isAlone && typeof patch === 'object' && patch !== null && !Array.isArray(patch)) return [];
  return [{ path: `meta.${UPDATE}`, message: 'must be an object that stands alone' }];
}

const saysUpdate = (meta: unknown): meta is Record<string, unknown> =>
  typeof meta === 'object' && meta !== null && Object.hasOwn(meta, UPDATE);

import { documentText } from '../../http/body/document.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { jsonMember } from '../../http/body/json-member.js';

const UPDATE = '$update';

/**
 * What an update's `meta` asks to merge, as text; `null` to clear. `{"$update": {…}}` is another way to say `{…}`.
 * @throws {ValidationFailed}
 */
export function metaPatch(
  meta: Record<string, unknown> | null | undefined,
  sent: string,
): string | null | undefined {
  const text = documentText('meta', meta, sent);
  if (typeof text !== 'string' || !meta || !Object.hasOwn(meta, UPDATE)) return text;
  const patch = meta[UPDATE];
  if (Object.keys(meta).length > 1 || typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    throw ValidationFailed.at(`meta.${UPDATE}`, 'must be an object that stands alone');
  }
  return jsonMember(text, UPDATE)?.text;
}

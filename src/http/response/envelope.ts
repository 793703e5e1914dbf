import { Batch } from './batch.js';
import { FoundOrMade } from './found-or-made.js';
import { Page } from './page.js';

/** `{code, data}` around what a handler of the brand API returns. The class of the value decides, never its shape. */
export function enveloped(value: object): object {
  if (value instanceof Page) return listed(value.items, { total: value.total });
  if (value instanceof Batch) return listed(value.items, { total: 0, errors: value.refused });
  if (value instanceof FoundOrMade) return { ...entity(value.entity), info: { created: value.created } };
  if (Array.isArray(value)) return listed(value, { total: 0 });
  return entity(value);
}

const entity = (data: unknown) => ({ code: 'OK', data });

const listed = (items: readonly unknown[], info: object): object => ({
  code: 'OK',
  data: items,
  info: { count: items.length, ...info },
});

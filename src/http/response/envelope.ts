import { Batch } from './batch.js';
import { Page } from './page.js';

/** `{code, data}` around what a handler of the brand API returns. The class of the value decides, never its shape. */
export function enveloped(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (value instanceof Page) {
    return { code: 'OK', data: value.items, info: { count: value.items.length, total: value.total } };
  }
  if (value instanceof Batch) {
    return {
      code: 'OK',
      data: value.items,
      info: { count: value.items.length, total: 0, errors: value.refused },
    };
  }
  if (Array.isArray(value)) return { code: 'OK', data: value, info: { count: value.length, total: 0 } };
  return { code: 'OK', data: value };
}

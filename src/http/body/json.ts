import type { Fault } from '../errors/errors.js';
import { pathTo } from '../errors/paths.js';

/** How deep a body may nest (`{}` is 1 deep); free-form fields have limits of their own. */
export const MAX_DEPTH = 64;
/** How many values a body may hold, containers included. */
export const MAX_NODES = 50_000;

/** Found in an input that would be lost or altered on its way to the database. */
export class UnusableJson extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

interface Limits {
  readonly depth: number;
  readonly nodes: number;
}

/**
 * Refuses what cannot be stored and given back as it was: NUL, half a surrogate pair, `__proto__`,
 * numbers past the range of a double, and JSON too deep or too large.
 *
 * @throws {UnusableJson} naming the path of the first such value
 */
export function checkJson(
  value: unknown,
  limits: Limits = { depth: MAX_DEPTH, nodes: MAX_NODES },
  root = '',
): void {
  let nodes = 0;
  const visit = (node: unknown, path: () => string, depth: number): void => {
    if (++nodes > limits.nodes)
      throw new UnusableJson({ path: root, message: `must have at most ${limits.nodes} values` });
    if (typeof node === 'string') checkText(node, path);
    else if (typeof node === 'number' && !Number.isFinite(node)) {
      throw new UnusableJson({ path: path(), message: 'must be a number in the range of a double' });
    } else if (typeof node === 'object' && node !== null) {
      if (depth >= limits.depth) {
        throw new UnusableJson({ path: root, message: `must be nested at most ${limits.depth} deep` });
      }
      if (Array.isArray(node))
        node.forEach((item, index) => visit(item, () => pathTo(path(), index), depth + 1));
      else {
        for (const key of Object.keys(node)) {
          const member = () => pathTo(path(), key);
          if (key === '__proto__')
            throw new UnusableJson({ path: member(), message: 'must have another name' });
          checkText(key, path);
          visit((node as Record<string, unknown>)[key], member, depth + 1);
        }
      }
    }
  };
  visit(value, () => root, 0);
}

function checkText(text: string, path: () => string): void {
  if (text.includes('\0'))
    throw new UnusableJson({ path: path(), message: 'must not contain a NUL character' });
  if (!text.isWellFormed()) {
    throw new UnusableJson({ path: path(), message: 'must not contain half a surrogate pair' });
  }
}

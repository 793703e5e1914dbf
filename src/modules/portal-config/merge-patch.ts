/** A JSON object without a prototype: `constructor` and `__proto__` are keys of it like any other. */
export type JsonObject = Record<string, unknown>;

/** A copy whose objects may be changed; its arrays are those of `source`. */
export function copyOf(source: object): JsonObject {
  const copy = Object.create(null) as JsonObject;
  for (const [key, value] of Object.entries(source)) copy[key] = isObject(value) ? copyOf(value) : value;
  return copy;
}

/**
 * Merges a JSON merge patch (RFC 7396) into `target`: objects deep; arrays and scalars replace; `null` removes.
 * `target` is changed in place, so that many patches one after the other cost no more than their own sizes.
 */
export function mergeInto(target: JsonObject, patch: object): JsonObject {
  for (const [key, value] of Object.entries(patch)) {
    const former = target[key];
    if (value === null) delete target[key];
    else if (!isObject(value)) target[key] = value;
    else target[key] = mergeInto(isObject(former) ? former : (Object.create(null) as JsonObject), value);
  }
  return target;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

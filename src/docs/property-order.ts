import { type Document, examplesOf, resolve, routesOf, type Schema } from './openapi-types.js';

/**
 * Puts the properties of each schema in the order of the first example that shows it, in place. Nest lists those that
 * have a decorator before those that have only a comment; answers have them in the order of the examples.
 */
export function orderProperties(document: Document): void {
  const seen = new Set<Schema>();
  for (const { operation } of routesOf(document)) {
    const media = [operation.requestBody, operation.responses['200']].flatMap((part) =>
      Object.values(part?.content ?? {}),
    );
    for (const part of media) {
      for (const { value } of examplesOf(part)) if (part.schema) follow(document, part.schema, value, seen);
    }
  }
}

function follow(document: Document, reference: Schema, example: unknown, seen: Set<Schema>): void {
  const schema = resolve(document, reference);
  if (Array.isArray(example)) {
    if (schema.items) follow(document, schema.items, example[0], seen);
  } else if (typeof example === 'object' && example !== null && schema.properties) {
    const names = Object.keys(example);
    if (!seen.has(schema)) schema.properties = inOrder(schema.properties, names);
    seen.add(schema);
    for (const [name, value] of Object.entries(example)) {
      const property = schema.properties[name];
      if (property) follow(document, property, value, seen);
    }
  }
}

function inOrder<Value>(properties: Record<string, Value>, names: readonly string[]): Record<string, Value> {
  const known = names.filter((name) => name in properties);
  const others = Object.keys(properties).filter((name) => !known.includes(name));
  return Object.fromEntries([...known, ...others].map((name) => [name, properties[name] as Value]));
}

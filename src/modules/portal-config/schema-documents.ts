import { ApiProperty } from '@nestjs/swagger';
import { type Keywords, NAME, type Schema } from './json-schema.js';

/** A property of a DTO that is defined by a schema rather than by decorators. */
export function Defined(
  schema: Schema,
  options: { description?: string; required?: boolean } = {},
): PropertyDecorator {
  const { nullable, [NAME]: name } = schema;
  const { description = schema.description, required = true } = options;
  const definition =
    name === undefined
      ? printed(schema, {})
      : { type: 'object', allOf: [{ $ref: refTo(name) }], ...(nullable && { nullable }) };
  return ApiProperty({ ...definition, description, required });
}

const refTo = (name: string): string => `#/components/schemas/${name}`;

/** The named definitions within `schemas`, by name, as the OpenAPI document lists them. */
export function namedSchemas(...schemas: readonly Schema[]): Record<string, object> {
  const components: Record<string, object> = {};
  for (const schema of schemas) printed(schema, components);
  return components;
}

/** With a reference in place of every named definition, which goes to `components`. */
function printed(schema: Keywords, components: Record<string, object>): object {
  const { [NAME]: name, ...unnamed } = schema;
  if (name === undefined) return printedParts(unnamed, components);
  components[name] ??= printedParts(unnamed, components);
  return { $ref: refTo(name) };
}

function printedParts(schema: Keywords, components: Record<string, object>): object {
  const { properties, additionalProperties, propertyNames, items, anyOf, ...rest } = schema;
  const print = (part: Keywords) => printed(part, components);
  return {
    ...rest,
    ...(anyOf && { anyOf: anyOf.map(print) }),
    ...(items && { items: print(items) }),
    ...(propertyNames && { propertyNames: print(propertyNames) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, print(part)])),
    }),
    ...(additionalProperties && {
      additionalProperties: additionalProperties === true ? true : print(additionalProperties),
    }),
  };
}

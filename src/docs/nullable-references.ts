import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  nullable?: boolean;
  type?: string;
  allOf?: object[];
  anyOf?: object[];
  properties?: Record<string, Schema>;
}

/** In OpenAPI 3.0, `nullable` beside a reference says nothing: what is referred to refuses null all the same. */
export function allowNullBesideReferences(document: OpenAPIObject): OpenAPIObject {
  for (const schema of Object.values(document.components?.schemas ?? {}) as Schema[]) {
    for (const property of Object.values(schema.properties ?? {})) {
      if (property.nullable !== true || !property.allOf) continue;
      property.anyOf = [...property.allOf, { type: 'object', nullable: true, enum: [null] }];
      delete property.allOf;
      delete property.type;
      delete property.nullable;
    }
  }
  return document;
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { BEARER_SCHEME, PORTAL_TOKEN_SCHEME } from '../http/access.js';
import { allowNullBesideReferences } from './nullable-references.js';
import { documentConfigurationPaths } from './configuration-paths.js';
import { portalConfigSchema } from '../modules/portal-configuration/config-schema.js';
import { namedSchemas } from '../modules/portal-configuration/schema-documents.js';

/** The OpenAPI document of the whole service, from the decorators and comments of its controllers and DTOs. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Portico')
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, BEARER_SCHEME)
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-RECHAT-PORTAL-TOKEN' }, PORTAL_TOKEN_SCHEME)
    .build();
  const document = allowNullBesideReferences(SwaggerModule.createDocument(app, config));
  documentConfigurationPaths(document);
  const schemas = { ...document.components?.schemas, ...namedSchemas(portalConfigSchema) };
  return { ...document, components: { ...document.components, schemas } };
}

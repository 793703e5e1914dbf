import { readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { BEARER_SCHEME, PORTAL_TOKEN_SCHEME } from '../http/access/access.js';
import { documentConfigurationPaths } from './configuration-paths.js';
import { finishDocument } from './finish-document.js';
import { GROUPS } from './groups.js';
import type { Document } from './openapi-types.js';
import { operationId } from './operation-id.js';
import { unwrapped } from './unwrap.js';

const DESCRIPTION = `Portico gives each brand a portal: hostnames by which visitors find it, a token for its front
end, and the records of the people who visit it.

- [Try it](/docs): every operation with an example that works on the demo data.
- [Read it](/reference): the whole API on one page.
- Take it: [openapi.json](/openapi.json) or [openapi.yaml](/openapi.yaml).

An answer is \`{"code": "OK", "data": …}\`; a list adds \`"info": {"count", "total"}\`, where \`total\` counts the
matches of all pages and is 0 where there are no pages. An error is \`{"code", "message", "http"}\` with the same HTTP
status; a \`Validation\` error adds \`details\`, one entry per fault. Every answer carries an \`X-Request-Id\`, under
which the log knows it. Times are epoch seconds with microseconds.`;

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description: 'A secret key, `sk_…`. The first one is printed when the service starts for the first time.',
} as const;

const PORTAL_TOKEN = {
  type: 'apiKey',
  in: 'header',
  name: 'X-RECHAT-PORTAL-TOKEN',
  description:
    "A portal's own token; a uuid. The answer that creates the portal shows it, and so does that of a rotation.",
} as const;

/**
 * The OpenAPI document of the whole service, from the decorators and comments of its controllers and DTOs.
 * @param named schemas that no DTO stands for, by name
 */
export function buildDocument(app: INestApplication, named: Record<string, object>): Document {
  keepParameterExamples(app);
  const { version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
  const config = new DocumentBuilder()
    .setTitle('Portico')
    .setDescription(unwrapped(DESCRIPTION))
    .setVersion(String(version))
    .setLicense(String(license), `https://spdx.org/licenses/${license}.html`)
    .addServer('/', 'Where this document comes from')
    .addSecurity(BEARER_SCHEME, BEARER)
    .addSecurity(PORTAL_TOKEN_SCHEME, PORTAL_TOKEN);
  for (const { name, description } of GROUPS) config.addTag(name, unwrapped(description));
  const document = SwaggerModule.createDocument(app, config.build(), { operationIdFactory: operationId });
  documentConfigurationPaths(document);
  const schemas = { ...document.components?.schemas, ...named };
  const complete = { ...document, components: { ...document.components, schemas } };
  return finishDocument(complete as unknown as Document);
}

/** Where `@ApiParam` and `@ApiQuery` keep what they are given. */
const PARAMETERS = 'swagger/apiParameters';

interface DeclaredParameter {
  example?: unknown;
  schema?: object;
}

/** Nest drops the example of a parameter that has a schema; inside the schema it survives. */
function keepParameterExamples(app: INestApplication): void {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  for (const { metatype } of controllers) {
    const prototype = (metatype as { prototype: object }).prototype;
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
      const value: unknown = descriptor.value;
      if (typeof value !== 'function') continue;
      const declared = Reflect.getMetadata(PARAMETERS, value) as DeclaredParameter[] | undefined;
      const kept = declared?.map(({ example, schema, ...rest }) => ({
        ...rest,
        ...(schema ? { schema: { ...schema, ...(example !== undefined && { example }) } } : { example }),
      }));
      if (kept) Reflect.defineMetadata(PARAMETERS, kept, value);
    }
  }
}

import { readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { BEARER_SCHEME, PORTAL_TOKEN_SCHEME } from '../http/access/access.js';
import { arranged } from './arrange.js';
import { GROUPS } from './groups.js';

const DESCRIPTION = `Portico gives each brand a portal: hostnames by which visitors find it, a token for its front
end, and the records of the people who visit it.

- [Try it](/docs): every operation with an example that works on the demo data.
- [Read it](/reference): the whole API on one page.
- Take it: [openapi.json](/openapi.json) or [openapi.yaml](/openapi.yaml).

An answer is \`{"code": "OK", "data": …}\`; a list adds \`"info": {"count", "total"}\`, where \`total\` counts the
matches of all pages and is 0 where there are no pages. An error is \`{"code", "message", "http"}\` with the same HTTP
status; a \`Validation\` error adds \`details\`, one entry per fault. Every answer carries an \`X-Request-Id\`, under
which the log knows it. Times are epoch seconds with microseconds.

A POST with an \`Idempotency-Key\` can be repeated: within 24 hours the same call with the same key takes no second effect,
and is answered what the first one was answered, with \`Idempotent-Replayed: true\`. Another body under the key is 409, and so
is a repetition while the first call is under way, with \`Retry-After\`.`;

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description:
    'A secret key, `sk_…`, the first of which is printed when the service starts for the first time; or an access token, `at_…`, by `POST /oauth2/token`.',
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
 * @param schemas what no DTO stands for, by name
 */
export function buildDocument(app: INestApplication, schemas: Record<string, object>): OpenAPIObject {
  const { version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Portico')
    .setDescription(DESCRIPTION)
    .setVersion(String(version))
    .setLicense(String(license), `https://spdx.org/licenses/${license}.html`)
    .addServer('/', 'Where this document comes from')
    .addSecurity(BEARER_SCHEME, BEARER)
    .addSecurity(PORTAL_TOKEN_SCHEME, PORTAL_TOKEN);
  for (const { name, description } of GROUPS) builder.addTag(name, description);
  const config = builder.build();
  config.components = { ...config.components, schemas };
  // a handler is called by what it does: generated clients call the operation the same
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, handler) => handler,
  });
  return arranged(document);
}

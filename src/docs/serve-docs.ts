import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const FOLDER = join(import.meta.dirname.replace(/[\\/]dist(?=[\\/]src)/, ''), '..', '..', 'openapi');

/** Serves the committed document and the pages that show it. */
export function serveDocs(app: NestExpressApplication): void {
  const document = JSON.parse(readFileSync(join(FOLDER, 'openapi.json'), 'utf8')) as OpenAPIObject;
  SwaggerModule.setup('docs', app, document, { customSiteTitle: 'Portico API' });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Express } from 'express';
import { ICON } from './icon.js';
import type { Document } from './openapi-types.js';
import { referencePage } from './reference-page.js';
import { REFERENCE_STYLE } from './reference-style.js';
import { SWAGGER_STYLE } from './swagger-style.js';

const FOLDER = join(import.meta.dirname.replace(/[\\/]dist(?=[\\/]src)/, ''), '..', '..', 'openapi');

/** Serves the committed document, and the two pages that show it. Anybody may read them, from anywhere. */
export function serveDocs(app: NestExpressApplication): void {
  const express = app.getHttpAdapter().getInstance();
  const json = readFileSync(join(FOLDER, 'openapi.json'), 'utf8');
  serveText(express, '/openapi.json', 'application/json', json);
  serveText(express, '/openapi.yaml', 'application/yaml', readFileSync(join(FOLDER, 'openapi.yaml'), 'utf8'));
  const document = JSON.parse(json) as Document;
  serveText(express, '/reference', 'text/html', referencePage(document));
  serveText(express, '/reference.css', 'text/css', REFERENCE_STYLE);
  express.get('/', (_request, response) => response.redirect(302, '/reference'));
  serveSwaggerUi(app, document);
}

function serveText(express: Express, path: string, type: string, text: string): void {
  const isPage = type === 'text/html';
  express.get(path, (_request, response) => {
    if (!isPage) response.set('Access-Control-Allow-Origin', '*');
    response.type(`${type}; charset=utf-8`).send(text);
  });
}

function serveSwaggerUi(app: NestExpressApplication, document: Document): void {
  SwaggerModule.setup('docs', app, document as unknown as OpenAPIObject, {
    raw: false,
    customSiteTitle: 'Portico: try the API',
    customfavIcon: ICON,
    customCss: SWAGGER_STYLE,
    swaggerOptions: {
      deepLinking: true,
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      docExpansion: 'list',
      filter: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
      validatorUrl: null,
    },
  });
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { pageHeaders } from '../http/observability/security-headers.js';
import { servedFile } from './served-file.js';

/** The document and the pages made from it, as they are committed. */
const OPENAPI = join(import.meta.dirname.replace(/[\\/]dist(?=[\\/]src)/, ''), '..', '..', 'openapi');
const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

type File = [path: string, type: string, folder: string, name: string];

const PAGES: readonly File[] = [
  ['/reference', HTML, OPENAPI, 'reference.html'],
  ['/reference.css', CSS, OPENAPI, 'reference.css'],
  ['/reference.js', SCRIPT, OPENAPI, 'reference.js'],
  ['/docs', HTML, OPENAPI, 'docs.html'],
  ['/docs/page.css', CSS, OPENAPI, 'docs.css'],
  ['/docs/page.js', SCRIPT, OPENAPI, 'docs.js'],
  ['/docs/swagger-ui.css', CSS, SWAGGER_UI, 'swagger-ui.css'],
  ['/docs/swagger-ui-bundle.js', SCRIPT, SWAGGER_UI, 'swagger-ui-bundle.js'],
];

/** What other pages and tools may read, from anywhere. */
const DOCUMENTS: readonly File[] = [
  ['/openapi.json', 'application/json; charset=utf-8', OPENAPI, 'openapi.json'],
  ['/openapi.yaml', 'application/yaml; charset=utf-8', OPENAPI, 'openapi.yaml'],
];

/** Serves the committed document, and the two pages that show it. */
export function serveDocs(app: NestExpressApplication): void {
  const express = app.getHttpAdapter().getInstance();
  const headers = pageHeaders();
  for (const [path, type, folder, name] of PAGES)
    express.get(path, headers, servedFile(type, readFileSync(join(folder, name))));
  for (const [path, type, folder, name] of DOCUMENTS)
    express.get(path, headers, toAnyPage, servedFile(type, readFileSync(join(folder, name))));
  express.get('/', headers, (_request, response) => response.redirect(302, '/reference'));
}

const toAnyPage: RequestHandler = (_request, response, next) => {
  response.set('Access-Control-Allow-Origin', '*');
  next();
};

import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { stringify } from 'yaml';
import { AppModule } from './app.module.js';
import { readConfig } from './config/read-config.js';
import { buildDocument } from './docs/document.js';
import { portalConfigSchema } from './modules/portal-config/config-schema.js';
import { namedSchemas } from './modules/portal-config/schema-documents.js';

// In preview mode nothing is instantiated: no database is needed.
const app = await NestFactory.create(AppModule.with(readConfig({ DATA_DIR: 'memory' })), {
  preview: true,
  logger: false,
});
const document = buildDocument(app, namedSchemas(portalConfigSchema));
await app.close();

const files = {
  'openapi/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'openapi/openapi.yaml': stringify(document, {
    aliasDuplicateObjects: false,
    lineWidth: 0,
    blockQuote: 'literal',
  }),
};

/** With `--check` nothing is written; the exit code says whether the committed files are those of this build. */
if (process.argv.includes('--check')) {
  const outdated = Object.entries(files).filter(([path, text]) => readFileSync(path, 'utf8') !== text);
  for (const [path] of outdated) console.error(`${path} is not what the code says: run npm run openapi`);
  process.exitCode = outdated.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
}

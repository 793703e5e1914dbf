import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { stringify } from 'yaml';
import { AppModule } from './app.module.js';
import { readConfig } from './config/read-config.js';
import { buildDocument } from './docs/document.js';

// In preview mode nothing is instantiated: no database is needed.
const app = await NestFactory.create(AppModule.with(readConfig({ DATA_DIR: 'memory' })), {
  preview: true,
  logger: false,
});
const document = buildDocument(app);
writeFileSync('openapi/openapi.json', `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(
  'openapi/openapi.yaml',
  stringify(document, { aliasDuplicateObjects: false, lineWidth: 0, blockQuote: 'literal' }),
);
await app.close();

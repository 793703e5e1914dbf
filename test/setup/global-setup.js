import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl, recreateDatabase } from './postgres.js';

/** Makes the migrated template that every test file starts from a copy of, with the command an operator would use. */
export default async function setUp() {
  const run = mkdtempSync(join(tmpdir(), 'portico-test-'));
  process.env['PORTICO_TEST_RUN'] = run;
  for (const folder of ['logs', 'secrets']) mkdirSync(join(run, folder));
  const server = process.env['TEST_DATABASE_URL'];
  if (server) await recreateDatabase(server, 'portico_template');
  execFileSync(process.execPath, ['dist/src/migrate.js'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      ...(server
        ? { DATABASE_URL: databaseUrl(server, 'portico_template') }
        : { DATA_DIR: join(run, 'template') }),
    },
  });
}

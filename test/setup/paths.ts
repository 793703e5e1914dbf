import { join } from 'node:path';

/** Everything a run of the suite leaves behind, made and removed by the global set-up and teardown. */
export const runFolder = (): string => {
  const folder = process.env['PORTICO_TEST_RUN'];
  if (!folder) throw new Error('The global set-up has not run');
  return folder;
};

/** The migrated embedded database that each test file starts from a copy of. */
export const templateFolder = (): string => join(runFolder(), 'template');
/** One log file per test file. */
export const logsFolder = (): string => join(runFolder(), 'logs');
/** One file per test file, of every secret that it saw, a line each. */
export const secretsFolder = (): string => join(runFolder(), 'secrets');

/** The migrated PostgreSQL database that each test file starts from a copy of. */
export const TEMPLATE_DATABASE = 'portico_template';

export const testDatabaseUrl = (): string | undefined => process.env['TEST_DATABASE_URL'] || undefined;

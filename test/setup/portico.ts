import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import type { ServerLimits } from '../../src/http/server/http-server.js';
import { Api } from './api.js';
import {
  logsFolder,
  runFolder,
  secretsFolder,
  TEMPLATE_DATABASE,
  templateFolder,
  testDatabaseUrl,
} from './paths.js';
import { databaseUrl, dropDatabase, recreateDatabase } from './postgres.js';

/** A whole Portico on a database of its own, and what a test needs to talk to it. */
export interface Portico {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly api: Api;
  /** What the app runs on; a second instance on the same database starts with these. */
  readonly environment: Readonly<Record<string, string>>;
  /** A fresh entity manager on the same database, for factories and for looking behind the API. */
  em(): SqlEntityManager;
  /** Says that `secret` must not be found in any log. */
  keepSecret(secret: string): void;
  stop(): Promise<void>;
}

/** Starts the service in this process on a copy of the migrated, empty template. */
export async function startPortico(
  settings: Record<string, string> = {},
  limits?: ServerLimits,
): Promise<Portico> {
  const name = `portico_test_${randomBytes(6).toString('hex')}`;
  const database = await copyTemplate(name);
  const environment = {
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'debug',
    DEMO_DATA: 'false',
    ...database.environment,
    ...settings,
  };
  const instance = await startInstance(environment, name, limits);
  return {
    ...instance,
    stop: async () => {
      await instance.stop();
      await database.remove();
    },
  };
}

/** Starts one more instance, on the database that `environment` names. */
export async function startInstance(
  environment: Readonly<Record<string, string>>,
  name = `portico_test_${randomBytes(6).toString('hex')}`,
  limits?: ServerLimits,
): Promise<Portico> {
  const log = pino.destination({ dest: join(logsFolder(), `${name}.log`), sync: true });
  const app = await createApp(readConfig(environment), pino({ level: 'debug' }, log), limits);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const keepSecret = (secret: string) => appendFileSync(join(secretsFolder(), name), `${secret}\n`);
  return {
    app,
    url,
    environment,
    keepSecret,
    api: new Api(url, keepSecret),
    em: () => app.get<SqlEntityManager>(EntityManager).fork(),
    stop: () => app.close(),
  };
}

async function copyTemplate(
  name: string,
): Promise<{ environment: Record<string, string>; remove(): Promise<void> }> {
  const server = testDatabaseUrl();
  if (server) {
    await recreateDatabase(server, name, TEMPLATE_DATABASE);
    return {
      environment: { DATABASE_URL: databaseUrl(server, name) },
      remove: () => dropDatabase(server, name),
    };
  }
  const folder = join(runFolder(), name);
  mkdirSync(folder, { mode: 0o700 });
  cpSync(templateFolder(), folder, { recursive: true });
  return {
    environment: { DATA_DIR: folder },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

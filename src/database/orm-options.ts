import type { Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { migrations } from '../../migrations/index.js';
import type { Config } from '../config/config.js';
import { embeddedExtensions, embeddedOptions } from './embedded-options.js';
import { entities } from './entities.js';
import { limitedPool, takeBackEnded } from './limits.js';
import { PIPELINES } from './pipelines.js';

/** Of one process to the database, next to the one that listens. */
const MOST_CONNECTIONS = 20;

export function ormOptions(config: Config): Options {
  return {
    entities,
    extensions: [Migrator],
    colors: false,
    forceUtcTimezone: true,
    ignoreUndefinedInQuery: false,
    // triggers and functions are written by hand, in the migrations
    schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true },
    migrations: { migrationsList: migrations, tableName: 'migrations', snapshot: false },
    ...connection(config),
  } as Options;
}

function connection(config: Config): Partial<Options> {
  if (config.databaseUrl === undefined) {
    const inMemory = config.dataDir === 'memory';
    return {
      driver: PgliteDriver,
      dbName: inMemory ? 'memory://' : 'postgres',
      driverOptions: {
        ...embeddedOptions,
        extensions: embeddedExtensions,
        ...(inMemory ? {} : { dataDir: config.dataDir }),
      },
    };
  }
  return {
    driver: PostgreSqlDriver,
    clientUrl: config.databaseUrl,
    driverOptions: {
      ...limitedPool(),
      // the ORM takes no more of it than host, port, user, password and database: not whether to encrypt
      connectionString: config.databaseUrl,
      onPoolCreated: takeBackEnded,
      application_name: 'portico',
    },
    pool: { min: 0, max: MOST_CONNECTIONS - PIPELINES },
  };
}

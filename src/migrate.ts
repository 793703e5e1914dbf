import { MikroORM } from '@mikro-orm/core';
import { ConfigError, readConfig } from './config/read-config.js';
import { EmbeddedFolderInUse, lockEmbeddedFolder } from './database/embedded-lock.js';
import { withMigrationLock, migrate } from './database/migrate.js';
import { ormOptions } from './database/orm-options.js';

try {
  const config = readConfig();
  if (config.embeddedFolder !== undefined) await lockEmbeddedFolder(config.embeddedFolder);
  const orm = await MikroORM.init(ormOptions(config));
  await withMigrationLock(orm, () => migrate(orm));
  await orm.close();
  console.log('The database is up to date.');
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof EmbeddedFolderInUse;
  console.error(expected ? error.message : error);
  process.exit(1);
}

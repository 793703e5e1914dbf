import { MikroORM } from '@mikro-orm/core';
import { withMigrationLock, migrate } from './database/migrate.js';
import { ormOptions } from './database/orm-options.js';
import { runProgram } from './lifecycle/run-program.js';

await runProgram(async (config) => {
  const orm = await MikroORM.init(ormOptions(config));
  await withMigrationLock(orm, () => migrate(orm));
  await orm.close();
  console.log('The database is up to date.');
});

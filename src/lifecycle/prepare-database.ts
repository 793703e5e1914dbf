import { MikroORM } from '@mikro-orm/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { FirstSecrets } from './first-secrets.js';
import { type SeededSecrets, SeedingService } from './seeding.service.js';
import { withMigrationLock, migrate } from '../database/migrate.js';

/**
 * Migrates, and fills an empty database. Instances that start together do so one after the other.
 *
 * @param secrets is given what was made as soon as it is committed: giving up the lock may fail
 */
export async function prepareDatabase(
  app: INestApplicationContext,
  secrets?: FirstSecrets,
): Promise<SeededSecrets | undefined> {
  const orm = app.get<MikroORM>(MikroORM);
  return withMigrationLock(orm, async () => {
    await migrate(orm);
    const made = await app.get(SeedingService).run(app.get(Config));
    if (made) secrets?.keep(made);
    return made;
  });
}

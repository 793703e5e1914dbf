import { MikroORM } from '@mikro-orm/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Config } from '../config/config.js';
import { SeedingService, type SeededSecrets } from './seeding.service.js';
import { withMigrationLock, migrate } from '../database/migrate.js';

/** Migrates, and fills an empty database. Instances that start together do so one after the other. */
export async function prepareDatabase(app: INestApplicationContext): Promise<SeededSecrets | undefined> {
  const orm = app.get<MikroORM>(MikroORM);
  return withMigrationLock(orm, async () => {
    await migrate(orm);
    return app.get(SeedingService).run(app.get(Config));
  });
}

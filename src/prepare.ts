import { MikroORM } from '@mikro-orm/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Config } from './config/config.js';
import { FirstStart, type FirstStartSecrets } from './modules/first-start/first-start.service.js';
import { alone, migrate } from './database/migrate.js';

/** Migrates, and fills an empty database. Instances that start together do so one after the other. */
export async function prepareDatabase(app: INestApplicationContext): Promise<FirstStartSecrets | undefined> {
  const orm = app.get<MikroORM>(MikroORM);
  return alone(orm, async () => {
    await migrate(orm);
    return app.get(FirstStart).run(app.get(Config));
  });
}

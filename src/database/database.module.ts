import { MikroOrmModule } from '@mikro-orm/nestjs';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { ChangeFeed } from './change-feed.js';
import { ormOptions } from './orm-options.js';
import { Pipelines } from './pipelines.js';
import { Replicas } from './replicas.js';
import { SizedReads } from './sized-reads.js';
import { Sql } from './sql.js';

/** The database, for every module. Services fork the entity manager for each use case, so requests share nothing. */
@Global()
@Module({})
export class DatabaseModule {
  static with(config: Config): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [MikroOrmModule.forRoot({ ...ormOptions(config), registerRequestContext: false })],
      providers: [Sql, SizedReads, Pipelines, Replicas, ChangeFeed],
      exports: [Sql, SizedReads, ChangeFeed],
    };
  }
}

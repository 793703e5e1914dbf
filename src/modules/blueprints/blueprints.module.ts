import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { BlueprintRows } from './blueprint-rows.js';
import { BlueprintsController } from './blueprints.controller.js';
import { BlueprintsService } from './blueprints.service.js';

@Module({
  imports: [IdempotencyModule],
  controllers: [BlueprintsController],
  providers: [BlueprintsService, BlueprintRows],
  exports: [BlueprintsService],
})
export class BlueprintsModule {}

import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { BlueprintResources } from './blueprint.repository.js';
import { BlueprintsController } from './blueprints.controller.js';
import { BlueprintsService } from './blueprints.service.js';

@Module({
  imports: [IdempotencyModule],
  controllers: [BlueprintsController],
  providers: [BlueprintsService, BlueprintResources],
  exports: [BlueprintsService],
})
export class BlueprintsModule {}

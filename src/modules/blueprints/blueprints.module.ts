import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands/brands.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { BlueprintResources } from './blueprint.repository.js';
import { BlueprintsController } from './blueprints.controller.js';
import { BlueprintsService } from './blueprints.service.js';

@Module({
  imports: [BrandsModule, IdempotencyModule],
  controllers: [BlueprintsController],
  providers: [BlueprintsService, BlueprintResources],
  exports: [BlueprintsService],
})
export class BlueprintsModule {}

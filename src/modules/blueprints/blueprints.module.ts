import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands/brands.module.js';
import { BlueprintResources } from './blueprint.repository.js';
import { BlueprintsController } from './blueprints.controller.js';
import { BlueprintsService } from './blueprints.service.js';

@Module({
  imports: [BrandsModule],
  controllers: [BlueprintsController],
  providers: [BlueprintsService, BlueprintResources],
  exports: [BlueprintsService],
})
export class BlueprintsModule {}

import { Module } from '@nestjs/common';
import { BlueprintsModule } from '../blueprints/blueprints.module.js';
import { BrandsModule } from '../brands/brands.module.js';
import { PortalsModule } from '../portals/portals.module.js';
import { PortalConfigurationController } from './portal-configuration.controller.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { PortalCreation } from './portal-creation.service.js';
import { PortalResources } from './portal-resource.repository.js';

@Module({
  imports: [BlueprintsModule, BrandsModule, PortalsModule],
  controllers: [PortalConfigurationController],
  providers: [PortalConfigurationService, PortalCreation, PortalResources],
})
export class PortalConfigurationModule {}

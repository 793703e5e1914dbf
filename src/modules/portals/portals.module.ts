import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands/brands.module.js';
import { LeadChannelsModule } from '../lead-channels/lead-channels.module.js';
import { PortalDirectory } from './portal-directory.js';
import { PortalsController } from './portals.controller.js';
import { PortalsService } from './portals.service.js';

@Module({
  imports: [BrandsModule, LeadChannelsModule],
  controllers: [PortalsController],
  providers: [PortalsService, PortalDirectory],
  exports: [PortalsService, PortalDirectory],
})
export class PortalsModule {}

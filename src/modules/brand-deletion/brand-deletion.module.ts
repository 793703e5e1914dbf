import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands/brands.module.js';
import { PortalsModule } from '../portals/portals.module.js';
import { BrandDeletionController } from './brand-deletion.controller.js';
import { BrandDeletion } from './brand-deletion.service.js';

@Module({
  imports: [BrandsModule, PortalsModule],
  controllers: [BrandDeletionController],
  providers: [BrandDeletion],
})
export class BrandDeletionModule {}

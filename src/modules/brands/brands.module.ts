import { Module } from '@nestjs/common';
import { BrandTreeService } from './brand-tree.service.js';
import { BrandsController } from './brands.controller.js';
import { BrandsService } from './brands.service.js';

@Module({
  controllers: [BrandsController],
  providers: [BrandsService, BrandTreeService],
  exports: [BrandsService, BrandTreeService],
})
export class BrandsModule {}

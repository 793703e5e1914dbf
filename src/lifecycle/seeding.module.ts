import { Module } from '@nestjs/common';
import { BrandsModule } from '../modules/brands/brands.module.js';
import { SeedingService } from './seeding.service.js';

@Module({ imports: [BrandsModule], providers: [SeedingService] })
export class SeedingModule {}

import { Module } from '@nestjs/common';
import { BearerAuthModule } from '../modules/bearer-auth/bearer-auth.module.js';
import { BrandsModule } from '../modules/brands/brands.module.js';
import { SeedingService } from './seeding.service.js';

@Module({ imports: [BearerAuthModule, BrandsModule], providers: [SeedingService] })
export class SeedingModule {}

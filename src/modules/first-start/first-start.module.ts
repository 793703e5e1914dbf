import { Module } from '@nestjs/common';
import { BearerAuthModule } from '../bearer-auth/bearer-auth.module.js';
import { BrandsModule } from '../brands/brands.module.js';
import { FirstStart } from './first-start.service.js';

@Module({ imports: [BearerAuthModule, BrandsModule], providers: [FirstStart] })
export class FirstStartModule {}

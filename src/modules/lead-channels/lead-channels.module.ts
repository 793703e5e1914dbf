import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands/brands.module.js';
import { LeadChannelsController } from './lead-channels.controller.js';
import { LeadChannelsService } from './lead-channels.service.js';

@Module({
  imports: [BrandsModule],
  controllers: [LeadChannelsController],
  providers: [LeadChannelsService],
  exports: [LeadChannelsService],
})
export class LeadChannelsModule {}

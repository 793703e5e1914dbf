import { Module } from '@nestjs/common';
import { LeadChannelsService } from './lead-channels.service.js';

@Module({ providers: [LeadChannelsService], exports: [LeadChannelsService] })
export class LeadChannelsModule {}

import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/contacts.module.js';
import { TimelineModule } from '../timeline/timeline.module.js';
import { LeadsController } from './leads.controller.js';
import { LeadsService } from './leads.service.js';

@Module({
  imports: [ContactsModule, TimelineModule],
  controllers: [LeadsController],
  providers: [LeadsService],
})
export class LeadsModule {}

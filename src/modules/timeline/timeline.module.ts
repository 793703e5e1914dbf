import { Module } from '@nestjs/common';
import { ContactTimelineController } from './contact-timeline.controller.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';

@Module({
  controllers: [TimelineController, ContactTimelineController],
  providers: [TimelineService],
  exports: [TimelineService],
})
export class TimelineModule {}

import { Module } from '@nestjs/common';
import { PortalSavedSearchesController } from './portal-saved-searches.controller.js';
import { SavedSearchesController } from './saved-searches.controller.js';
import { SavedSearchesService } from './saved-searches.service.js';

@Module({
  controllers: [PortalSavedSearchesController, SavedSearchesController],
  providers: [SavedSearchesService],
})
export class SavedSearchesModule {}

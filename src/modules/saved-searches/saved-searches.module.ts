import { Module } from '@nestjs/common';
import { ContactSearchesService } from './contact-searches.service.js';
import { PortalSavedSearchesController } from './portal-saved-searches.controller.js';
import { SavedSearchesController } from './saved-searches.controller.js';
import { SavedSearchesService } from './saved-searches.service.js';

@Module({
  controllers: [PortalSavedSearchesController, SavedSearchesController],
  providers: [SavedSearchesService, ContactSearchesService],
  exports: [ContactSearchesService],
})
export class SavedSearchesModule {}

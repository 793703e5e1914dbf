import { Module } from '@nestjs/common';
import { SavedSearchesModule } from '../saved-searches/saved-searches.module.js';
import { ListingImportService } from './listing-import.service.js';
import { ListingsController } from './listings.controller.js';
import { ListingsService } from './listings.service.js';
import { PortalListingsController } from './portal-listings.controller.js';
import { PortalListingsService } from './portal-listings.service.js';

@Module({
  imports: [SavedSearchesModule],
  controllers: [ListingsController, PortalListingsController],
  providers: [ListingsService, ListingImportService, PortalListingsService],
})
export class ListingsModule {}

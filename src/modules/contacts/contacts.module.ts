import { Module } from '@nestjs/common';
import { ContactAttributesService } from './contact-attributes.service.js';
import { ContactFinder } from './contact-finder.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { PortalContactAttributesController } from './portal-contact-attributes.controller.js';

@Module({
  controllers: [ContactsController, PortalContactAttributesController],
  providers: [ContactsService, ContactAttributesService, ContactFinder],
  exports: [ContactFinder],
})
export class ContactsModule {}

import { Module } from '@nestjs/common';
import { ContactAttributesService } from './contact-attributes.service.js';
import { ContactEditsController } from './contact-edits.controller.js';
import { ContactEditsService } from './contact-edits.service.js';
import { ContactFinder } from './contact-finder.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { PortalContactAttributesController } from './portal-contact-attributes.controller.js';
import { PortalContactEditsController } from './portal-contact-edits.controller.js';
import { VisitingContactsService } from './visiting-contacts.service.js';

@Module({
  controllers: [
    ContactsController,
    ContactEditsController,
    PortalContactEditsController,
    PortalContactAttributesController,
  ],
  providers: [
    ContactsService,
    ContactEditsService,
    ContactAttributesService,
    ContactFinder,
    VisitingContactsService,
  ],
  exports: [ContactFinder],
})
export class ContactsModule {}

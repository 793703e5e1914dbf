import { Module } from '@nestjs/common';
import { ContactAttributesService } from './contact-attributes.service.js';
import { ContactEditsController } from './contact-edits.controller.js';
import { ContactEditsService } from './contact-edits.service.js';
import { ContactFinder } from './contact-finder.js';
import { ContactListsController } from './contact-lists.controller.js';
import { ContactRemoval } from './contact-removal.service.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { PortalContactAttributesController } from './portal-contact-attributes.controller.js';
import { PortalContactEditsController } from './portal-contact-edits.controller.js';
import { PortalContactRecordsController } from './portal-contact-records.controller.js';
import { VisitingContactsService } from './visiting-contacts.service.js';

@Module({
  // `contacts/tags` comes before `contacts/:id`
  controllers: [
    ContactListsController,
    ContactsController,
    ContactEditsController,
    PortalContactAttributesController,
    PortalContactRecordsController,
    PortalContactEditsController,
  ],
  providers: [
    ContactsService,
    ContactAttributesService,
    ContactEditsService,
    ContactFinder,
    ContactRemoval,
    VisitingContactsService,
  ],
  exports: [ContactFinder],
})
export class ContactsModule {}

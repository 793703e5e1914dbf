import { Module } from '@nestjs/common';
import { ContactAttributesService } from './contact-attributes.service.js';
import { ContactListsController } from './contact-lists.controller.js';
import { ContactRemoval } from './contact-removal.service.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { PortalContactAttributesController } from './portal-contact-attributes.controller.js';
import { PortalContactRecordsController } from './portal-contact-records.controller.js';

@Module({
  // `contacts/tags` comes before `contacts/:id`
  controllers: [
    ContactListsController,
    ContactsController,
    PortalContactAttributesController,
    PortalContactRecordsController,
  ],
  providers: [ContactsService, ContactAttributesService, ContactRemoval],
})
export class ContactsModule {}

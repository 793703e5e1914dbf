import { Controller, Patch, Post } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { ApiEntityResponse, ApiFoundOrMadeResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { FoundOrMade } from '../../http/response/found-or-made.js';
import { Idempotent } from '../idempotency/idempotent.js';
import { EditContactDto } from './attribute-edit.dto.js';
import { ContactEditsService } from './contact-edits.service.js';
import { CONTACT_ASSOCIATIONS, ContactDto, toContactDto } from './contact.dto.js';
import {
  CONTACT_EDITS,
  CONTACT_EXAMPLE,
  FOUND_CONTACT_EXAMPLE,
  NO_ATTRIBUTE,
  VISITOR_INPUT,
} from './contact.examples.js';
import { ContactId } from './contact.parameters.js';
import { AlreadyKnown, TooManyAttributes } from './contacts.errors.js';
import { ContactsService } from './contacts.service.js';
import { FindOrMakeContactDto } from './find-or-make-contact.dto.js';
import { VisitingContactsService } from './visiting-contacts.service.js';

@BrandApi('Portal Contacts')
@Controller('portals/:id/contacts')
export class PortalContactEditsController {
  constructor(
    private readonly visiting: VisitingContactsService,
    private readonly edits: ContactEditsService,
    private readonly contacts: ContactsService,
    private readonly config: Config,
  ) {}

  /**
   * Find or make a contact
   * @remarks Finds the contact of the portal's brand that has one of the e-mail addresses, else one of the phone numbers, and
   * of several the oldest; makes it where there is none, which `info.created` tells. What it does not have yet is added: a first
   * name that differs replaces the known one, as do all others that a contact has one of. Any number of calls at the same
   * moment make one contact. The answer has the attributes, whatever is asked for.
   */
  @Post()
  @Idempotent()
  @PortalToken()
  @ApiFoundOrMadeResponse(ContactDto, {
    example: FOUND_CONTACT_EXAMPLE,
    errors: {
      400: { path: 'attributes', message: 'must have an email or a phone_number' },
      409: TooManyAttributes.ofCount(EXAMPLE_IDS.contact).message,
    },
  })
  async findOrMakeContact(
    @CurrentPortal() portal: CallingPortal,
    @JsonBody({ example: VISITOR_INPUT }) input: FindOrMakeContactDto,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<FoundOrMade<ContactDto>> {
    const { contactId, created } = await this.visiting.findOrMake(portal, input.attributes);
    const shown = new Set([...asked, 'contact.attributes']);
    return new FoundOrMade(await this.contact(portal, contactId, shown), created);
  }

  /**
   * Change what is known of a visitor
   * @remarks Changes the attributes whose ids are sent, then adds those without; all of it, or nothing. What is left out of a
   * change stays as it is. Of e-mail addresses and of phone numbers one is always primary: where a change says that it is
   * not that any more, the oldest other one is.
   */
  @Patch(':contact')
  @PortalToken()
  @ApiEntityResponse(ContactDto, {
    example: CONTACT_EXAMPLE,
    errors: {
      400: { path: 'attributes[0].text', message: 'must be an e-mail address' },
      404: NO_ATTRIBUTE,
      409: new AlreadyKnown(EXAMPLE_IDS.contact).message,
    },
  })
  async editPortalContact(
    @CurrentPortal() portal: CallingPortal,
    @ContactId() contact: string,
    @JsonBody({ example: { attributes: CONTACT_EDITS } }) input: EditContactDto,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ContactDto> {
    await this.edits.edit(portal, contact, input.attributes);
    return this.contact(portal, contact, asked);
  }

  private async contact(portal: CallingPortal, id: string, asked: AskedAssociations): Promise<ContactDto> {
    const known = await this.contacts.get(portal.brandId, id, asked);
    return toContactDto(known, this.config.defaultBaseUrl);
  }
}

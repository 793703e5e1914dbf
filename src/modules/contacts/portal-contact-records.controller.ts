import { Controller, Delete, Get } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiListResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { FlagQuery } from '../../http/parameters/query.js';
import { CONTACT_ASSOCIATIONS, ContactDto, toContactDto } from './contact.dto.js';
import { CONTACT_WITH_ATTRIBUTES_EXAMPLE, NO_CONTACT } from './contact.examples.js';
import { ContactId, ERASE, ReachAsked } from './contact.parameters.js';
import { ContactRemoval } from './contact-removal.service.js';
import { ContactsService, type Reach } from './contacts.service.js';

@BrandApi('Portal Contacts')
@Controller('portals/:id/contacts')
export class PortalContactRecordsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly removal: ContactRemoval,
    private readonly config: Config,
  ) {}

  /**
   * Find a contact of a portal
   * @remarks Finds a contact of the portal's brand by an e-mail address or a phone number, with its attributes. Of several
   * that have it the one that was created first is answered; where nobody has it, the list is empty.
   */
  @Get()
  @PortalToken()
  @ApiListResponse(ContactDto, {
    example: [CONTACT_WITH_ATTRIBUTES_EXAMPLE],
    errors: { 400: { path: 'email', message: 'is required, or phone' } },
  })
  async findPortalContact(
    @CurrentPortal() portal: CallingPortal,
    @ReachAsked() reach: Reach,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ContactDto[]> {
    const found = await this.contacts.findForPortal(portal, reach, withAttributes(asked));
    return found.map((contact) => toContactDto(contact, this.config.defaultBaseUrl));
  }

  /**
   * Get a contact of a portal
   * @remarks Answers with a contact of the portal's brand and its attributes. 404 for any other contact.
   */
  @Get(':contact')
  @PortalToken()
  @ApiEntityResponse(ContactDto, {
    example: CONTACT_WITH_ATTRIBUTES_EXAMPLE,
    errors: { 404: NO_CONTACT },
  })
  async getPortalContact(
    @CurrentPortal() portal: CallingPortal,
    @ContactId() contact: string,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ContactDto> {
    const found = await this.contacts.getForPortal(portal, contact, withAttributes(asked));
    return toContactDto(found, this.config.defaultBaseUrl);
  }

  /**
   * Delete a contact of a portal
   * @remarks Deletes a contact of the portal's brand, which is then answered no more. With `erase=true` everything of the
   * person goes for good: attributes, activities, leads, links to searches, searches that visitors made for this contact
   * alone, and what is kept to answer repeated calls. Only the id and its times stay. A contact that was deleted before can be erased as well, and as often as one
   * likes.
   */
  @Delete(':contact')
  @PortalToken()
  @ApiEmptyResponse({ 404: NO_CONTACT })
  async deletePortalContact(
    @CurrentPortal() portal: CallingPortal,
    @ContactId('contact', EXAMPLE_IDS.leavingPortal) contact: string,
    @FlagQuery('erase', ERASE) erase: boolean,
  ): Promise<void> {
    await (erase
      ? this.removal.eraseByPortal(portal, contact)
      : this.removal.deleteByPortal(portal, contact));
  }
}

/** A portal is always answered with them. */
const withAttributes = (asked: AskedAssociations): AskedAssociations =>
  new Set([...asked, 'contact.attributes']);

import { Controller, Delete, Get, Post } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { ApiBatchResponse, ApiEmptyResponse, ApiEntityResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { FlagQuery } from '../../http/parameters/query.js';
import { Batch } from '../../http/response/batch.js';
import { CONTACT_ASSOCIATIONS, ContactDto, toContactDto } from './contact.dto.js';
import { CreateContactsDto } from './contact-input.dto.js';
import { CONTACT_EXAMPLE, CONTACT_INPUT, NO_CONTACT } from './contact.examples.js';
import { ContactId, ERASE } from './contact.parameters.js';
import { ContactRemoval } from './contact-removal.service.js';
import { ContactsRefused } from './contacts.errors.js';
import { ContactsService } from './contacts.service.js';
import { prepareContacts, toRefusal } from './prepare-contacts.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Contacts')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly removal: ContactRemoval,
    private readonly config: Config,
  ) {}

  /**
   * Create contacts
   * @remarks Creates contacts in the acting brand, in the order sent: all of them, or none where any is refused. With
   * `relax=true` those that are refused are left out instead, and `info.errors` says of each why.
   */
  @Post()
  @Idempotent()
  @Bearer()
  @ApiBatchResponse(ContactDto, {
    example: [CONTACT_EXAMPLE],
    errors: { 400: { path: 'contacts[0].attributes', message: 'must have at least 1 entry' } },
  })
  async createContacts(
    @CurrentCaller() caller: Caller,
    @FlagQuery('relax', 'Whether contacts that are refused are left out, and the others created')
    relax: boolean,
    @JsonBody({ example: { contacts: [CONTACT_INPUT] } }) input: CreateContactsDto,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ContactDto[] | Batch<ContactDto>> {
    const { good, refused } = await prepareContacts(input.contacts, this.config);
    if (refused.length > 0 && !relax) throw new ContactsRefused(refused);
    const created = await this.contacts.create(caller, good, asked);
    const answer = created.map((contact) => toContactDto(contact, this.config.defaultBaseUrl));
    return relax ? new Batch(answer, refused.map(toRefusal)) : answer;
  }

  /**
   * Get a contact
   * @remarks Answers with a contact of the acting brand, or of a brand below it.
   */
  @Get(':id')
  @Bearer()
  @ApiEntityResponse(ContactDto, { example: CONTACT_EXAMPLE, errors: { 404: NO_CONTACT } })
  async getContact(
    @CurrentCaller() caller: Caller,
    @ContactId('id') id: string,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ContactDto> {
    const contact = await this.contacts.get(caller.brandId, id, asked);
    return toContactDto(contact, this.config.defaultBaseUrl);
  }

  /**
   * Delete a contact
   * @remarks Deletes a contact of the acting brand, or of a brand below it: it is answered no more, but by lists with
   * `deleted=true`. With `erase=true` everything of the person goes for good: attributes, activities, leads, links to
   * searches, searches that visitors made for this contact alone, and what is kept to answer repeated calls. Only the id
   * and its times stay. A contact that was deleted
   * before can be erased as well, and as often as one likes.
   */
  @Delete(':id')
  @Bearer()
  @ApiEmptyResponse({ 404: NO_CONTACT })
  async deleteContact(
    @CurrentCaller() caller: Caller,
    @ContactId('id', EXAMPLE_IDS.leaving) id: string,
    @FlagQuery('erase', ERASE) erase: boolean,
  ): Promise<void> {
    await (erase ? this.removal.erase(caller, id) : this.removal.delete(caller, id));
  }
}

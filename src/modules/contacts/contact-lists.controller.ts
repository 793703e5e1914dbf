import { Controller, Get } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiPageResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { CONTACT_ASSOCIATIONS, ContactDto, toContactDto } from './contact.dto.js';
import { CONTACT_EXAMPLE, CONTACT_TAG_EXAMPLE } from './contact.examples.js';
import { ContactsAsked } from './contact-list.parameters.js';
import { CONTACT_ORDERS, type ContactFilter } from './contact-list.repository.js';
import { ContactTagDto, toContactTagDto } from './contact-tag.dto.js';
import { ContactsService } from './contacts.service.js';

@BrandApi('Contacts')
@Controller('contacts')
export class ContactListsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly config: Config,
  ) {}

  /**
   * List contacts
   * @remarks Lists the contacts of the acting brand and of the brands below it, oldest first unless ordered otherwise.
   * `display_name` orders by the first 100 characters of the name, whatever their case; contacts that are equal in what
   * they are ordered by come in the order of their ids. What is created or deleted between two calls shifts the pages
   * that `start` leads to. `after` leads to exact ones: whoever asks for what comes after the last contact of the page
   * before, until a page is empty, sees each contact that lives throughout exactly once. A copy is kept up to date by
   * `updated_since` with `deleted=true`, which also finds those that were deleted; let the times overlap by a minute,
   * because a change can become visible a little later than its time says.
   */
  @Get()
  @Bearer()
  @ApiPageResponse(ContactDto, {
    example: [CONTACT_EXAMPLE],
    errors: { 400: { path: 'q', message: 'must have a letter or a digit in it' } },
  })
  async listContacts(
    @CurrentCaller() { brandId }: Caller,
    @Paged(CONTACT_ORDERS) paging: Paging,
    @ContactsAsked() filter: ContactFilter,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<Page<ContactDto>> {
    const page = await this.contacts.list(brandId, filter, paging, asked);
    return page.map((contact) => toContactDto(contact, this.config.defaultBaseUrl));
  }

  /**
   * List tags of contacts
   * @remarks Lists the tags of live contacts of the acting brand and of the brands below it: those of most contacts
   * first, unless ordered otherwise, then by the alphabet. Spellings that differ in case only are one tag.
   */
  @Get('tags')
  @Bearer()
  @ApiPageResponse(ContactTagDto, { example: [CONTACT_TAG_EXAMPLE] })
  async listContactTags(
    @CurrentCaller() { brandId }: Caller,
    @Paged(['-count']) paging: Paging,
  ): Promise<Page<ContactTagDto>> {
    return (await this.contacts.tags(brandId, paging)).map(toContactTagDto);
  }
}

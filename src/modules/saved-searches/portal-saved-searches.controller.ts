import { Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiListResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { NO_CONTACT } from '../contacts/contact.examples.js';
import { ContactId } from '../contacts/contact.parameters.js';
import { UNKNOWN_PORTAL } from '../portals/portal.examples.js';
import { ContactSearchesService } from './contact-searches.service.js';
import {
  CONTACT_SEARCH_ASSOCIATIONS,
  SavedSearchDto,
  SaveSearchForContactDto,
  toContactSearchDto,
} from './saved-search.dto.js';
import { OWN_SEARCH, SAVED_SEARCH_EXAMPLE, SAVED_SEARCH_INPUT } from './saved-search.examples.js';
import { ContactSearchId, SearchingContactId } from './saved-search.parameters.js';
import { NotOwnSearch, TooManySearches } from './saved-searches.errors.js';
import { Idempotent } from '../idempotency/idempotent.js';

const TOO_MANY = new TooManySearches(EXAMPLE_IDS.contact, 'made by visitors').message;
const NOT_OWN = new NotOwnSearch(OWN_SEARCH.id).message;
const UNKNOWN = `SavedSearch ${OWN_SEARCH.id} not found`;
const BAD_PRICE = { path: 'minimum_price', message: 'must be a number of 0 or more' };
const INPUT = { ...SAVED_SEARCH_INPUT, frequency: 'daily' };

@BrandApi('Portal Saved Searches')
@Controller('portals/:id/saved-searches/:contact')
export class PortalSavedSearchesController {
  constructor(private readonly searches: ContactSearchesService) {}

  /**
   * Get saved searches for a contact
   * @remarks Answers with all saved searches of the contact, oldest first: at most 100 that were made here, and 100 that
   * users of the brand linked to it. The list is empty for a contact that is unknown, deleted or of another brand than
   * the portal's. With `associations=saved_search.frequency` each says how often the contact hears of it.
   */
  @Get()
  @PortalToken()
  @ApiListResponse(SavedSearchDto, {
    example: [SAVED_SEARCH_EXAMPLE],
    errors: { 404: UNKNOWN_PORTAL },
  })
  async listContactSavedSearches(
    @ContactId() contact: string,
    @Associations(CONTACT_SEARCH_ASSOCIATIONS) asked: AskedAssociations,
    @CurrentPortal() portal: CallingPortal,
  ): Promise<SavedSearchDto[]> {
    return (await this.searches.list(portal, contact)).map((row) => toContactSearchDto(row, asked));
  }

  /**
   * Save a search for a contact
   * @remarks Keeps a search for the contact, who has to be of the portal's brand. Of searches that were made so a contact
   * has at most 100; one more is 409.
   */
  @Post()
  @Idempotent()
  @PortalToken()
  @ApiEntityResponse(SavedSearchDto, {
    example: SAVED_SEARCH_EXAMPLE,
    errors: { 400: BAD_PRICE, 404: NO_CONTACT, 409: TOO_MANY },
  })
  async saveSearchForContact(
    @ContactId() contact: string,
    @Associations(CONTACT_SEARCH_ASSOCIATIONS) asked: AskedAssociations,
    @CurrentPortal() portal: CallingPortal,
    @JsonBody({ example: INPUT }) input: SaveSearchForContactDto,
  ): Promise<SavedSearchDto> {
    return toContactSearchDto(await this.searches.create(portal, contact, input), asked);
  }

  /**
   * Replace a search of a contact
   * @remarks The body is the whole search, `frequency` included: what it leaves out does not matter any more. Only what
   * this visitor saved here can be changed; what users of the brand gave the contact is 403.
   */
  @Put(':search')
  @PortalToken()
  @ApiEntityResponse(SavedSearchDto, {
    example: { ...SAVED_SEARCH_EXAMPLE, id: OWN_SEARCH.id },
    errors: { 400: BAD_PRICE, 403: NOT_OWN, 404: UNKNOWN },
  })
  async replaceSearchOfContact(
    @SearchingContactId() contact: string,
    @ContactSearchId() search: string,
    @Associations(CONTACT_SEARCH_ASSOCIATIONS) asked: AskedAssociations,
    @CurrentPortal() portal: CallingPortal,
    @JsonBody({ example: INPUT }) input: SaveSearchForContactDto,
  ): Promise<SavedSearchDto> {
    return toContactSearchDto(await this.searches.replace(portal, contact, search, input), asked);
  }

  /**
   * Delete a search of a contact
   * @remarks Only what this visitor saved here can be deleted; what users of the brand gave the contact is 403.
   */
  @Delete(':search')
  @PortalToken()
  @ApiEmptyResponse({ 403: NOT_OWN, 404: UNKNOWN })
  async deleteSearchOfContact(
    @SearchingContactId() contact: string,
    @ContactSearchId() search: string,
    @CurrentPortal() portal: CallingPortal,
  ): Promise<void> {
    await this.searches.delete(portal, contact, search);
  }
}

import { Controller, Get, Post } from '@nestjs/common';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse, ApiListResponse } from '../../http/openapi/responses.js';
import { NO_CONTACT } from '../contacts/contact.examples.js';
import { UNKNOWN_PORTAL } from '../portals/portal.examples.js';
import { ContactId } from '../contacts/contact.parameters.js';
import { CreateSavedSearchDto, SavedSearchDto, toSavedSearchDto } from './saved-search.dto.js';
import { SAVED_SEARCH_EXAMPLE, SAVED_SEARCH_INPUT } from './saved-search.examples.js';
import { TooManySearches } from './saved-searches.errors.js';
import { SavedSearchesService } from './saved-searches.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

const TOO_MANY = new TooManySearches(EXAMPLE_IDS.contact, 'made by visitors').message;

@BrandApi('Portal Saved Searches')
@Controller('portals/:id/saved-searches/:contact')
export class PortalSavedSearchesController {
  constructor(private readonly savedSearches: SavedSearchesService) {}

  /**
   * Get saved searches for a contact
   * @remarks Answers with all saved searches of the contact, oldest first: at most 100 that were made here, and 100 that
   * users of the brand linked to it. The list is empty for a contact that is unknown, deleted or of another brand than
   * the portal's.
   */
  @Get()
  @PortalToken()
  @ApiListResponse(SavedSearchDto, {
    example: [SAVED_SEARCH_EXAMPLE],
    errors: { 404: UNKNOWN_PORTAL },
  })
  async listContactSavedSearches(
    @ContactId() contact: string,
    @CurrentPortal() portal: CallingPortal,
  ): Promise<SavedSearchDto[]> {
    return (await this.savedSearches.listForContact(portal, contact)).map(toSavedSearchDto);
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
    errors: {
      400: { path: 'minimum_price', message: 'must be a number of 0 or more' },
      404: NO_CONTACT,
      409: TOO_MANY,
    },
  })
  async saveSearchForContact(
    @ContactId() contact: string,
    @CurrentPortal() portal: CallingPortal,
    @JsonBody({ example: SAVED_SEARCH_INPUT }) input: CreateSavedSearchDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.createForContact(portal, contact, input));
  }
}

import { Controller, Get, Post, Put } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { PathUuid } from '../../http/parameters/path.js';
import type { Page } from '../../http/response/page.js';
import { ContactId } from '../contacts/contact.parameters.js';
import {
  CreateSavedSearchDto,
  LinkContactDto,
  SAVED_SEARCH_ORDERS,
  SavedSearchDto,
  toSavedSearchDto,
} from './saved-search.dto.js';
import { SAVED_SEARCH_EXAMPLE, SAVED_SEARCH_INPUT } from './saved-search.examples.js';
import { TooManySearches } from './saved-searches.errors.js';
import { SavedSearchesService } from './saved-searches.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

const TOO_MANY = new TooManySearches(EXAMPLE_IDS.contact, 'of this kind').message;

@BrandApi('Saved Searches')
@Controller('brands/:brand/saved-searches')
export class SavedSearchesController {
  constructor(private readonly savedSearches: SavedSearchesService) {}

  /**
   * Create a saved search
   * @remarks Keeps a search in the brand. No contact has it until it is linked to one.
   */
  @Post()
  @Idempotent()
  @BearerOfBrand()
  @ApiEntityResponse(SavedSearchDto, {
    example: SAVED_SEARCH_EXAMPLE,
    errors: { 400: { path: 'minimum_price', message: 'must be a number of 0 or more' } },
  })
  async createSavedSearch(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: SAVED_SEARCH_INPUT }) input: CreateSavedSearchDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.create(caller.brandId, caller.userId, input));
  }

  /**
   * List the saved searches of a brand
   * @remarks Lists the saved searches of the brand, with or without contacts, oldest first unless ordered otherwise.
   */
  @Get()
  @BearerOfBrand()
  @ApiPageResponse(SavedSearchDto, { example: [SAVED_SEARCH_EXAMPLE] })
  async listSavedSearches(
    @CurrentCaller() caller: Caller,
    @Paged(SAVED_SEARCH_ORDERS) paging: Paging,
  ): Promise<Page<SavedSearchDto>> {
    return (await this.savedSearches.list(caller.brandId, paging)).map(toSavedSearchDto);
  }

  /**
   * Link a saved search to a contact
   * @remarks Gives a saved search to a contact of the same brand. Doing so again replaces the `frequency`; a call
   * without one takes it away. A contact has at most 100 searches that users made, and 100 that visitors made; one
   * more is 409.
   */
  @Put(':id/contacts/:contact')
  @BearerOfBrand()
  @ApiEntityResponse(SavedSearchDto, {
    example: SAVED_SEARCH_EXAMPLE,
    errors: { 404: `SavedSearch ${SAVED_SEARCH_EXAMPLE.id} not found`, 409: TOO_MANY },
  })
  async linkSavedSearch(
    @CurrentCaller() caller: Caller,
    @PathUuid('id', { description: 'Id of the saved search', example: SAVED_SEARCH_EXAMPLE.id }) id: string,
    @ContactId() contact: string,
    @JsonBody({ example: { frequency: 'daily' }, optional: true }) { frequency = null }: LinkContactDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.link(caller.brandId, id, contact, frequency));
  }
}

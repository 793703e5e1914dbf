import { Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
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

const UNKNOWN = `SavedSearch ${SAVED_SEARCH_EXAMPLE.id} not found`;
const SearchId = () =>
  PathUuid('id', { description: 'Id of the saved search', example: SAVED_SEARCH_EXAMPLE.id });
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
   * @remarks Lists the saved searches of the brand, with or without contacts, oldest first unless ordered
   * otherwise. By title, those without one come last.
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
   * Get a saved search
   * @remarks Answers with one saved search of the brand. Any other one is unknown.
   */
  @Get(':id')
  @BearerOfBrand()
  @ApiEntityResponse(SavedSearchDto, { example: SAVED_SEARCH_EXAMPLE, errors: { 404: UNKNOWN } })
  async getSavedSearch(@CurrentCaller() caller: Caller, @SearchId() id: string): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.get(caller.brandId, id));
  }

  /**
   * Replace a saved search
   * @remarks The body is the whole search: what it leaves out does not matter any more. The contacts that have it keep
   * it, with their `frequency`.
   */
  @Put(':id')
  @BearerOfBrand()
  @ApiEntityResponse(SavedSearchDto, {
    example: SAVED_SEARCH_EXAMPLE,
    errors: { 400: { path: 'minimum_price', message: 'must be a number of 0 or more' }, 404: UNKNOWN },
  })
  async replaceSavedSearch(
    @CurrentCaller() caller: Caller,
    @SearchId() id: string,
    @JsonBody({ example: SAVED_SEARCH_INPUT }) input: CreateSavedSearchDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.replace(caller.brandId, id, input));
  }

  /**
   * Delete a saved search
   * @remarks The contacts that had it have it no more.
   */
  @Delete(':id')
  @BearerOfBrand()
  @ApiEmptyResponse({ 404: UNKNOWN })
  async deleteSavedSearch(@CurrentCaller() caller: Caller, @SearchId() id: string): Promise<void> {
    await this.savedSearches.delete(caller.brandId, id);
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
    errors: { 404: UNKNOWN, 409: TOO_MANY },
  })
  async linkSavedSearch(
    @CurrentCaller() caller: Caller,
    @SearchId() id: string,
    @ContactId() contact: string,
    @JsonBody({ example: { frequency: 'daily' }, optional: true }) { frequency = null }: LinkContactDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.link(caller.brandId, id, contact, frequency));
  }

  /**
   * Take a saved search from a contact
   * @remarks Undoes the link; the search stays in the brand. A contact that does not have it is 404.
   */
  @Delete(':id/contacts/:contact')
  @BearerOfBrand()
  @ApiEmptyResponse({ 404: UNKNOWN })
  async unlinkSavedSearch(
    @CurrentCaller() caller: Caller,
    @SearchId() id: string,
    @ContactId() contact: string,
  ): Promise<void> {
    await this.savedSearches.unlink(caller.brandId, id, contact);
  }
}

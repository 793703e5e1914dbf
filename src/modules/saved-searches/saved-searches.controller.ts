import { Body, Controller, Get, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import type { Page } from '../../http/response/page.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { UuidPipe } from '../../http/parameters/parameters.js';
import { validated } from '../../http/body/validation.js';
import { BRAND_PARAMETER, CONTACT_PARAMETER } from '../portals/portal.examples.js';
import {
  CreateSavedSearchDto,
  LinkContactDto,
  SAVED_SEARCH_ORDERS,
  SavedSearchDto,
  toSavedSearchDto,
} from './saved-search.dto.js';
import {
  ORDER_PARAMETER,
  SAVED_SEARCH_EXAMPLE,
  SAVED_SEARCH_INPUT,
  SAVED_SEARCH_PARAMETER,
} from './saved-search.examples.js';
import { SavedSearchesService } from './saved-searches.service.js';

@BrandApi()
@ApiTags('Saved Searches')
@Controller('brands/:brand/saved-searches')
export class SavedSearchesController {
  constructor(private readonly savedSearches: SavedSearchesService) {}

  /** Keeps a search in the brand. No contact has it until it is linked to one. */
  @Post()
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @ApiBody({ type: CreateSavedSearchDto, examples: { demo: { value: SAVED_SEARCH_INPUT } } })
  @Operation({
    summary: 'Create a saved search',
    returns: SavedSearchDto,
    example: SAVED_SEARCH_EXAMPLE,
    errors: [404, 413],
  })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() input: CreateSavedSearchDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.create(caller.brandId, caller.userId, input));
  }

  /** Lists the saved searches of the brand, with or without contacts, oldest first unless ordered otherwise. */
  @Get()
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @ApiQuery(ORDER_PARAMETER)
  @Operation({
    summary: 'List the saved searches of a brand',
    pages: SavedSearchDto,
    example: [SAVED_SEARCH_EXAMPLE],
    errors: [404],
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Paged(SAVED_SEARCH_ORDERS) paging: Paging,
  ): Promise<Page<SavedSearchDto>> {
    return (await this.savedSearches.list(caller.brandId, paging)).map(toSavedSearchDto);
  }

  /**
   * Gives a saved search to a contact of the same brand. Doing so again replaces the `frequency`; a call without one
   * takes it away.
   */
  @Put(':id/contacts/:contact')
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @ApiParam(SAVED_SEARCH_PARAMETER)
  @ApiParam(CONTACT_PARAMETER)
  @ApiBody({ type: LinkContactDto, required: false })
  @Operation({
    summary: 'Link a saved search to a contact',
    returns: SavedSearchDto,
    example: SAVED_SEARCH_EXAMPLE,
    errors: [404, 413],
  })
  async link(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('contact', UuidPipe) contact: string,
    @Req() request: Request,
  ): Promise<SavedSearchDto> {
    // not @Body(): the body may be left out
    const { frequency }: LinkContactDto = request.rawBody?.length
      ? validated(LinkContactDto, request.body)
      : {};
    return toSavedSearchDto(await this.savedSearches.link(caller.brandId, id, contact, frequency ?? null));
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import { UuidPipe } from '../../http/parameters/parameters.js';
import { CONTACT_PARAMETER, PORTAL_PARAMETER } from '../portals/portal.examples.js';
import { CreateSavedSearchDto, SavedSearchDto, toSavedSearchDto } from './saved-search.dto.js';
import { SAVED_SEARCH_EXAMPLE, SAVED_SEARCH_INPUT } from './saved-search.examples.js';
import { SavedSearchesService } from './saved-searches.service.js';

@BrandApi()
@ApiTags('Portal Saved Searches')
@Controller('portals/:id/saved-searches/:contact')
export class PortalSavedSearchesController {
  constructor(private readonly savedSearches: SavedSearchesService) {}

  /**
   * Answers with all saved searches of the contact, oldest first. The list is empty for a contact that is unknown,
   * deleted or of another brand than the portal's.
   */
  @Get()
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @ApiParam(CONTACT_PARAMETER)
  @Operation({
    summary: 'Get saved searches for a contact',
    returns: [SavedSearchDto],
    example: [SAVED_SEARCH_EXAMPLE],
  })
  async list(
    @Param('contact', UuidPipe) contact: string,
    @CurrentPortal() portal: CallingPortal,
  ): Promise<SavedSearchDto[]> {
    return (await this.savedSearches.listForContact(portal, contact)).map(toSavedSearchDto);
  }

  /** Keeps a search for the contact, who has to be of the portal's brand. */
  @Post()
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @ApiParam(CONTACT_PARAMETER)
  @ApiBody({ type: CreateSavedSearchDto, examples: { demo: { value: SAVED_SEARCH_INPUT } } })
  @Operation({
    summary: 'Save a search for a contact',
    returns: SavedSearchDto,
    example: SAVED_SEARCH_EXAMPLE,
    errors: [404, 413],
  })
  async create(
    @Param('contact', UuidPipe) contact: string,
    @CurrentPortal() portal: CallingPortal,
    @Body() input: CreateSavedSearchDto,
  ): Promise<SavedSearchDto> {
    return toSavedSearchDto(await this.savedSearches.createForContact(portal, contact, input));
  }
}

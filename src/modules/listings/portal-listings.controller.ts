import { Controller, Get, Post } from '@nestjs/common';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { PathUuid } from '../../http/parameters/path.js';
import type { Page } from '../../http/response/page.js';
import { ContactSearchId, SearchingContactId } from '../saved-searches/saved-search.parameters.js';
import { toCriteria } from '../saved-searches/saved-search.dto.js';
import { ListingDto, toListingDto } from './listing.dto.js';
import {
  LISTING_EXAMPLE,
  SEARCH_LISTINGS_EXAMPLE,
  UNANSWERABLE,
  UNKNOWN_SEARCH,
} from './listing.examples.js';
import { FOUND_ORDERS, SearchListingsDto, toPaging } from './listing-search.dto.js';
import { PortalListingsService } from './portal-listings.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Portal Listings')
@Controller('portals/:id')
export class PortalListingsController {
  constructor(private readonly listings: PortalListingsService) {}

  /**
   * Search listings
   * @remarks Answers with the listings of the portal's tenant that match all criteria, newest first unless ordered
   * otherwise. Words are compared without case, and any of several will do; a listing that says nothing of what is asked
   * for does not match. Prices are compared as they stand, whatever the `currency`: listings have none. `info.total` is
   * exact up to 10,000, and 10,000 where more match. What listings say nothing of (`pets`, `number_of_pets_allowed`,
   * `application_fee`, `appliances`, `furnished`, `fenced_yard`, `office_exclusive`, `master_bedroom_in_first_floor` and
   * the text of `search`) is 400.
   */
  @Post('listings/search')
  @Idempotent()
  @PortalToken()
  @ApiPageResponse(ListingDto, {
    example: [LISTING_EXAMPLE],
    errors: { 400: { path: 'minimum_price', message: 'must be a number of 0 or more' } },
  })
  async searchPortalListings(
    @CurrentPortal() portal: CallingPortal,
    @JsonBody({ example: SEARCH_LISTINGS_EXAMPLE }) input: SearchListingsDto,
  ): Promise<Page<ListingDto>> {
    return (await this.listings.search(portal, toCriteria(input), toPaging(input))).map(toListingDto);
  }

  /**
   * Search listings by a saved search
   * @remarks Answers with the listings that match a saved search of the contact, as the search by criteria does. A search
   * that asks for what listings say nothing of is 409.
   */
  @Get('saved-searches/:contact/:search/listings')
  @PortalToken()
  @ApiPageResponse(ListingDto, {
    example: [LISTING_EXAMPLE],
    errors: { 404: UNKNOWN_SEARCH, 409: UNANSWERABLE },
  })
  async searchListingsBySavedSearch(
    @SearchingContactId() contact: string,
    @ContactSearchId() search: string,
    @Paged(FOUND_ORDERS) paging: Paging,
    @CurrentPortal() portal: CallingPortal,
  ): Promise<Page<ListingDto>> {
    return (await this.listings.searchBySaved(portal, contact, search, paging)).map(toListingDto);
  }

  /**
   * Get a listing for a portal
   * @remarks Answers with one listing of the portal's tenant. Any other one is unknown.
   */
  @Get('listings/:listing')
  @PortalToken()
  @ApiEntityResponse(ListingDto, {
    example: LISTING_EXAMPLE,
    errors: { 404: `Listing ${LISTING_EXAMPLE.id} not found` },
  })
  async getPortalListing(
    @PathUuid('listing', { description: 'Id of the listing', example: LISTING_EXAMPLE.id }) listing: string,
    @CurrentPortal() portal: CallingPortal,
  ): Promise<ListingDto> {
    return toListingDto(await this.listings.get(portal, listing));
  }
}

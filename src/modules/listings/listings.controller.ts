import { Controller, Get, Put } from '@nestjs/common';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse, ApiListResponse } from '../../http/openapi/responses.js';
import { PathUuid } from '../../http/parameters/path.js';
import { BoardQuery, BoardText } from './board-text.js';
import { ListingDto, PutListingDto, toListingDto } from './listing.dto.js';
import { LISTING_EXAMPLE, MLS, MLS_NUMBER, PUT_LISTING_EXAMPLE } from './listing.examples.js';
import { ListingsService } from './listings.service.js';

@BrandApi('Listings')
@Controller('listings')
export class ListingsController {
  constructor(private readonly listings: ListingsService) {}

  /**
   * Put a listing
   * @remarks Makes or replaces the listing that has this number on this board. The body is the whole listing: what it
   * leaves out becomes null, whatever was there before. The id stays the same. Board and number are compared without
   * case. A listing belongs to the root brand of the acting brand: all brands below that one share it, and no other
   * brand can see or change it.
   */
  @Put(':mls/:mls_number')
  @Bearer()
  @ApiEntityResponse(ListingDto, {
    example: LISTING_EXAMPLE,
    errors: { 400: { path: 'price', message: 'must be a number of 0 or more' } },
  })
  async putListing(
    @CurrentCaller() { brandId }: Caller,
    @BoardText('mls', MLS) mls: string,
    @BoardText('mls_number', MLS_NUMBER) mlsNumber: string,
    @JsonBody({ example: PUT_LISTING_EXAMPLE }) input: PutListingDto,
  ): Promise<ListingDto> {
    return toListingDto(await this.listings.put(brandId, mls, mlsNumber, input));
  }

  /**
   * Find listings by their number
   * @remarks Lists what has this number: on one board with `mls`, else on every board, in the order of their names;
   * compared without case, among the listings of the acting brand's root brand. At most 100 are answered; no match is
   * an empty list.
   */
  @Get('search')
  @Bearer()
  @ApiListResponse(ListingDto, {
    example: [LISTING_EXAMPLE],
    errors: { 400: { path: 'mls_number', message: 'is required' } },
  })
  async findListings(
    @CurrentCaller() { brandId }: Caller,
    @BoardQuery('mls_number', { ...MLS_NUMBER, required: true }) mlsNumber: string,
    @BoardQuery('mls', MLS) mls: string | undefined,
  ): Promise<ListingDto[]> {
    return (await this.listings.search(brandId, mlsNumber, mls)).map(toListingDto);
  }

  /**
   * Get a listing
   * @remarks Answers with one listing of the acting brand's root brand. Any other one is unknown.
   */
  @Get(':id')
  @Bearer()
  @ApiEntityResponse(ListingDto, {
    example: LISTING_EXAMPLE,
    errors: { 404: `Listing ${LISTING_EXAMPLE.id} not found` },
  })
  async getListing(
    @CurrentCaller() { brandId }: Caller,
    @PathUuid('id', { description: 'Id of the listing', example: LISTING_EXAMPLE.id }) id: string,
  ): Promise<ListingDto> {
    return toListingDto(await this.listings.get(brandId, id));
  }
}

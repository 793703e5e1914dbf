import { Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { BodyLines } from '../../http/body/body-lines.js';
import type { BodyLine } from '../../http/body/lines.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import {
  ApiEmptyResponse,
  ApiEntityResponse,
  ApiListResponse,
  ApiPageResponse,
} from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { PathUuid } from '../../http/parameters/path.js';
import { EpochQuery, TextQuery } from '../../http/parameters/query.js';
import type { Page } from '../../http/response/page.js';
import { BoardQuery, BoardText } from './board-text.js';
import { LISTING_ORDERS, ListingDto, PutListingDto, toListingDto } from './listing.dto.js';
import {
  IMPORT_EXAMPLE,
  LISTING_EXAMPLE,
  LISTING_IMPORT_EXAMPLE,
  MLS,
  MLS_NUMBER,
  NO_SUCH_NUMBER,
  PATCH_LISTING_EXAMPLE,
  PUT_LISTING_EXAMPLE,
  STATUS,
} from './listing.examples.js';
import { ListingImportDto } from './listing-import.dto.js';
import { ListingImportService } from './listing-import.service.js';
import { ListingsService } from './listings.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Listings')
@Controller('listings')
export class ListingsController {
  constructor(
    private readonly listings: ListingsService,
    private readonly imports: ListingImportService,
  ) {}

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
   * Change a listing
   * @remarks Changes what the body has, and leaves the rest as it is; `null` takes a value away. The postal code follows
   * the `postcode` of an address, unless it is sent itself.
   */
  @Patch(':mls/:mls_number')
  @Bearer()
  @ApiEntityResponse(ListingDto, {
    example: LISTING_EXAMPLE,
    errors: { 400: { path: 'price', message: 'must be a number of 0 or more' }, 404: NO_SUCH_NUMBER },
  })
  async patchListing(
    @CurrentCaller() { brandId }: Caller,
    @BoardText('mls', MLS) mls: string,
    @BoardText('mls_number', MLS_NUMBER) mlsNumber: string,
    @JsonBody({ example: PATCH_LISTING_EXAMPLE }) input: PutListingDto,
  ): Promise<ListingDto> {
    return toListingDto(await this.listings.patch(brandId, mls, mlsNumber, input));
  }

  /**
   * Delete a listing
   * @remarks Nothing shows it any more. Putting or importing its number brings it back under its id.
   */
  @Delete(':mls/:mls_number')
  @Bearer()
  @ApiEmptyResponse({ 404: NO_SUCH_NUMBER })
  async deleteListing(
    @CurrentCaller() { brandId }: Caller,
    @BoardText('mls', MLS) mls: string,
    @BoardText('mls_number', MLS_NUMBER) mlsNumber: string,
  ): Promise<void> {
    await this.listings.delete(brandId, mls, mlsNumber);
  }

  /**
   * Import listings
   * @remarks Takes rows of `Property` of the RESO Data Dictionary, one a line (NDJSON), of any number: the body is read
   * as it comes in, compressed or not, and 500 rows are written at once. A line has at most 64 KiB. Each row is the whole
   * listing, `ListingId` on the board `OriginatingSystemName`; fields that listings do not have are ignored. Areas are
   * converted to square metres (`LivingAreaUnits`, `LotSizeUnits`: square feet where nothing is said), and `Closed` is
   * called `Sold`, or `Leased` of what is for lease. A row that is older by `ModificationTimestamp` than what is held,
   * or says the same, changes nothing; of two rows with one number the later one holds. Lines at fault are left out and
   * told. What was written stays if the connection breaks; sending everything again then ends as if it had not. A client
   * that sends nothing for 30 s is cut off.
   */
  @Post('import')
  @Idempotent({ apart: true })
  @Bearer()
  @ApiEntityResponse(ListingImportDto, { example: LISTING_IMPORT_EXAMPLE })
  async importListings(
    @CurrentCaller() { brandId }: Caller,
    @BodyLines({ description: 'One row of `Property` a line', example: IMPORT_EXAMPLE })
    lines: AsyncIterable<BodyLine>,
  ): Promise<ListingImportDto> {
    return this.imports.run(brandId, lines);
  }

  /**
   * List listings
   * @remarks Lists the listings of the acting brand's root brand, oldest first unless ordered otherwise. By price, those
   * without one come last in both directions.
   */
  @Get()
  @Bearer()
  @ApiPageResponse(ListingDto, { example: [LISTING_EXAMPLE] })
  async listListings(
    @CurrentCaller() { brandId }: Caller,
    @TextQuery('status', STATUS) status: string | undefined,
    @BoardQuery('mls', MLS) mls: string | undefined,
    @EpochQuery('updated_since', 'Only those that changed then or later') updatedSince: number | undefined,
    @Paged(LISTING_ORDERS) paging: Paging,
  ): Promise<Page<ListingDto>> {
    return (await this.listings.list(brandId, { status, mls, updatedSince }, paging)).map(toListingDto);
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

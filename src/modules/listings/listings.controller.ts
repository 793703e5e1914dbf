import { Body, Controller, Get, Param, Put, Req } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Bearer } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { Operation } from '../../http/openapi/operation.js';
import { single, UuidPipe } from '../../http/parameters/parameters.js';
import { boardText, BoardTextPipe } from './board-text.js';
import { ListingDto, PutListingDto, toListingDto } from './listing.dto.js';
import {
  LISTING_EXAMPLE,
  LISTING_PARAMETER,
  MLS_NUMBER_PARAMETER,
  MLS_PARAMETER,
  PUT_LISTING_EXAMPLE,
} from './listing.examples.js';
import { ListingsService } from './listings.service.js';

@BrandApi()
@ApiTags('Listings')
@Controller('listings')
export class ListingsController {
  constructor(private readonly listings: ListingsService) {}

  /**
   * Makes or replaces the listing that has this number on this board. The body is the whole listing: what it leaves
   * out becomes null, whatever was there before. The id stays the same. Listings are shared by all brands.
   */
  @Put(':mls/:mls_number')
  @Bearer()
  @ApiParam(MLS_PARAMETER)
  @ApiParam(MLS_NUMBER_PARAMETER)
  @ApiBody({ type: PutListingDto, examples: { demo: { value: PUT_LISTING_EXAMPLE } } })
  @Operation({ summary: 'Put a listing', returns: ListingDto, example: LISTING_EXAMPLE, errors: [404, 413] })
  async put(
    @Param('mls', BoardTextPipe) mls: string,
    @Param('mls_number', BoardTextPipe) mlsNumber: string,
    @Body() input: PutListingDto,
  ): Promise<ListingDto> {
    return toListingDto(await this.listings.put(mls, mlsNumber, input));
  }

  /**
   * Lists what has this number: on one board with `mls`, else on every board, in the order of their names. At most
   * 100 are answered; no match is an empty list.
   */
  @Get('search')
  @Bearer()
  @ApiQuery({ ...MLS_NUMBER_PARAMETER, required: true })
  @ApiQuery({ ...MLS_PARAMETER, required: false })
  @Operation({
    summary: 'Find listings by their number',
    returns: [ListingDto],
    example: [LISTING_EXAMPLE],
    errors: [404],
  })
  async search(@Req() { query }: Request): Promise<ListingDto[]> {
    const mlsNumber = single(query, 'mls_number');
    const mls = single(query, 'mls');
    if (mlsNumber === undefined) throw ValidationFailed.at('mls_number', 'is missing');
    const found = await this.listings.search(
      boardText(mlsNumber, 'mls_number'),
      mls === undefined ? undefined : boardText(mls, 'mls'),
    );
    return found.map(toListingDto);
  }

  /** Answers with one listing. */
  @Get(':id')
  @Bearer()
  @ApiParam(LISTING_PARAMETER)
  @Operation({ summary: 'Get a listing', returns: ListingDto, example: LISTING_EXAMPLE, errors: [404] })
  async get(@Param('id', UuidPipe) id: string): Promise<ListingDto> {
    return toListingDto(await this.listings.get(id));
  }
}

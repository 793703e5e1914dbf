import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import { NotFound } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { columnsOf } from './listing-columns.js';
import {
  FIND_TENANT_OF_BRAND,
  type ListingFilter,
  listingsOfTenant,
  pageOf,
} from './listing-page.repository.js';
import type { ListingRow } from './listing-row.js';
import type { PutListingDto } from './listing.dto.js';
import {
  DELETE_LISTING,
  LISTING_BY_ID,
  LISTINGS_BY_NUMBER,
  PATCH_LISTING,
  PUT_LISTING,
} from './listing.repository.js';

/** Listings are a tenant's: all brands of one tree share them, and no other brand sees them. */
@Injectable()
export class ListingsService {
  constructor(private readonly sql: Sql) {}

  /** Makes the listing of the brand's tenant be `input` and nothing else: what is absent there becomes null. */
  async put(brandId: string, mls: string, mlsNumber: string, input: PutListingDto): Promise<ListingRow> {
    const listing = { ...columnsOf(input), id: uuidv7(), mls, mls_number: mlsNumber };
    const [stored] = await this.sql.run(PUT_LISTING, [brandId, JSON.stringify(listing)]);
    return stored as ListingRow;
  }

  /**
   * Changes what `input` has of the listing, and nothing else.
   * @throws {NotFound}
   */
  async patch(brandId: string, mls: string, mlsNumber: string, input: PutListingDto): Promise<ListingRow> {
    const changes = JSON.stringify(columnsOf(input));
    const [listing] = await this.sql.run(PATCH_LISTING, [brandId, mls, mlsNumber, changes]);
    if (!listing) throw NotFound.of('Listing', `${mls} ${mlsNumber}`);
    return listing;
  }

  /** @throws {NotFound} */
  async delete(brandId: string, mls: string, mlsNumber: string): Promise<void> {
    const [listing] = await this.sql.run(DELETE_LISTING, [brandId, mls, mlsNumber]);
    if (!listing) throw NotFound.of('Listing', `${mls} ${mlsNumber}`);
  }

  async list(brandId: string, filter: ListingFilter, paging: Paging): Promise<Page<ListingRow>> {
    const [tenant] = await this.sql.run(FIND_TENANT_OF_BRAND, [brandId]);
    const { statement, values } = listingsOfTenant(tenant?.id ?? brandId, filter, paging);
    return pageOf(await this.sql.run(statement, values));
  }

  /** @throws {NotFound} */
  async get(brandId: string, id: string): Promise<ListingRow> {
    const [listing] = await this.sql.run(LISTING_BY_ID, [brandId, id]);
    if (!listing) throw NotFound.of('Listing', id);
    return listing;
  }

  /** All of the brand's tenant that have the number, on whichever board, or on `mls` alone. May lag behind. */
  async search(brandId: string, mlsNumber: string, mls?: string): Promise<ListingRow[]> {
    return this.sql.runLagging(LISTINGS_BY_NUMBER, [brandId, mlsNumber, mls ?? null]);
  }
}

import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import { NotFound } from '../../http/errors/errors.js';
import type { ListingRow } from './listing-row.js';
import type { PutListingDto } from './listing.dto.js';
import { LISTING_BY_ID, LISTINGS_BY_NUMBER, PUT_LISTING } from './listing.repository.js';

/** Listings are a tenant's: all brands of one tree share them, and no other brand sees them. */
@Injectable()
export class ListingsService {
  constructor(private readonly sql: Sql) {}

  /** Makes the listing of the brand's tenant be `input` and nothing else: what is absent there becomes null. */
  async put(brandId: string, mls: string, mlsNumber: string, input: PutListingDto): Promise<ListingRow> {
    const { location, ...fields } = input;
    const { longitude, latitude } = location ?? {};
    const listing = { ...fields, longitude, latitude, id: uuidv7(), mls, mls_number: mlsNumber };
    const [stored] = await this.sql.run(PUT_LISTING, [brandId, JSON.stringify(listing)]);
    return stored as ListingRow;
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

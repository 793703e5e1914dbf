import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import { NotFound } from '../../http/errors/errors.js';
import type { ListingRow } from './listing-row.js';
import type { PutListingDto } from './listing.dto.js';
import { LISTING_BY_ID, LISTINGS_BY_NUMBER, PUT_LISTING } from './listing.repository.js';

@Injectable()
export class ListingsService {
  constructor(private readonly sql: Sql) {}

  /** Makes the listing be `input` and nothing else: what is absent there becomes null. */
  async put(mls: string, mlsNumber: string, input: PutListingDto): Promise<ListingRow> {
    const { address, location } = input;
    const [stored] = await this.sql.run(PUT_LISTING, [
      uuidv7(),
      mls,
      mlsNumber,
      input.price ?? null,
      input.status ?? null,
      input.listing_type ?? null,
      address ? JSON.stringify(address) : null,
      location?.longitude ?? null,
      location?.latitude ?? null,
      input.bedrooms ?? null,
      input.bathrooms ?? null,
      input.square_meters ?? null,
      input.year_built ?? null,
      input.cover_image_url ?? null,
      input.url ?? null,
    ]);
    return (stored as { listing: ListingRow }).listing;
  }

  /** @throws {NotFound} */
  async get(id: string): Promise<ListingRow> {
    const [found] = await this.sql.run(LISTING_BY_ID, [id]);
    if (!found) throw NotFound.of('Listing', id);
    return found.listing;
  }

  /** All that have the number, on whichever board, or on `mls` alone. May lag behind. */
  async search(mlsNumber: string, mls?: string): Promise<ListingRow[]> {
    const found = await this.sql.runLagging(LISTINGS_BY_NUMBER, [mlsNumber, mls ?? null]);
    return found.map(({ listing }) => listing);
  }
}

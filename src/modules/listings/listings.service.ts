import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import { NotFound } from '../../http/errors/errors.js';
import type { ListingRow } from './listing-row.js';
import type { PutListingDto } from './listing.dto.js';
import { Listing } from './listing.entity.js';
import { LISTINGS_BY_NUMBER, PUT_LISTING } from './listing.repository.js';

@Injectable()
export class ListingsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

  /** Makes the listing be `input` and nothing else: what is absent there becomes null. */
  async put(mls: string, mlsNumber: string, input: PutListingDto): Promise<ListingRow> {
    const { location, ...fields } = input;
    const { longitude, latitude } = location ?? {};
    const listing = { ...fields, longitude, latitude, id: uuidv7(), mls, mls_number: mlsNumber };
    const [stored] = await this.sql.run(PUT_LISTING, [JSON.stringify(listing)]);
    return stored as ListingRow;
  }

  /** @throws {NotFound} */
  async get(id: string): Promise<ListingRow> {
    const listing = await this.em.fork().findOne(Listing, { id, deletedAt: null });
    if (!listing) throw NotFound.of('Listing', id);
    return listing as ListingRow;
  }

  /** All that have the number, on whichever board, or on `mls` alone. May lag behind. */
  async search(mlsNumber: string, mls?: string): Promise<ListingRow[]> {
    return this.sql.runLagging(LISTINGS_BY_NUMBER, [mlsNumber, mls ?? null]);
  }
}

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { SizedReads } from '../../database/sized-reads.js';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import { NotFound } from '../../http/errors/errors.js';
import { Page } from '../../http/response/page.js';
import type { Paging } from '../../http/parameters/paging.js';
import { own } from '../brands/tenant-scope.js';
import { type CreateSavedSearchDto, type SAVED_SEARCH_ORDERS, toCriteria } from './saved-search.dto.js';
import { type Frequency, SavedSearch } from './saved-search.entity.js';
import {
  DELETE_SEARCH,
  LINK_CONTACT,
  REPLACE_SEARCH,
  type SavedSearchRow,
  SEARCHES_BY_ID,
  UNLINK_CONTACT,
} from './saved-search.repository.js';
import { overfullSearches } from './saved-searches.errors.js';

type Order = (typeof SAVED_SEARCH_ORDERS)[number];

const PROPERTY = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  title: 'title',
} as const satisfies Record<Order, keyof SavedSearch>;

@Injectable()
export class SavedSearchesService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly reads: SizedReads,
  ) {}

  /** @throws {ValidationFailed} */
  async create(brandId: string, userId: string, input: CreateSavedSearchDto): Promise<SavedSearchRow> {
    const title = input.title ?? null;
    const fields = { brand: brandId, title, criteria: toCriteria(input), createdBy: userId };
    const { id, criteria, createdAt, updatedAt } = await inTransaction(this.em, (em) =>
      Promise.resolve(em.create(SavedSearch, fields)),
    );
    return { id, title, criteria, createdAt, updatedAt };
  }

  /** @throws {NotFound} */
  async get(brandId: string, id: string): Promise<SavedSearchRow> {
    const [row] = await this.reads.run(SEARCHES_BY_ID, [brandId, [id]]);
    if (!row) throw NotFound.of('SavedSearch', id);
    return row;
  }

  /**
   * Makes the search be `input` and nothing else; who has it stays.
   * @throws {ValidationFailed | NotFound}
   */
  async replace(brandId: string, id: string, input: CreateSavedSearchDto): Promise<SavedSearchRow> {
    const values = [brandId, id, input.title ?? null, JSON.stringify(toCriteria(input))];
    const [row] = await this.sql.run(REPLACE_SEARCH, values);
    if (!row) throw NotFound.of('SavedSearch', id);
    return row;
  }

  /** @throws {NotFound} */
  async delete(brandId: string, id: string): Promise<void> {
    const [row] = await this.sql.run(DELETE_SEARCH, [brandId, id]);
    if (!row) throw NotFound.of('SavedSearch', id);
  }

  async list(brandId: string, { start, limit, order }: Paging): Promise<Page<SavedSearchRow>> {
    const direction = order.descending ? 'desc' : 'asc';
    const property = PROPERTY[order.field as Order];
    const [found, total] = await unitOfWork(this.em).findAndCount(SavedSearch, own(brandId), {
      fields: ['id'],
      offset: start,
      limit,
      // what has no title comes last; the id tells equals apart, or a page could repeat what another one showed
      orderBy: [{ [property]: `${direction} nulls last` }, { id: direction }],
    });
    const ids = found.map(({ id }) => id);
    return new Page(await this.reads.run(SEARCHES_BY_ID, [brandId, ids]), total);
  }

  /**
   * Gives the search to a contact of its brand, or changes how often that contact hears of it.
   * @throws {NotFound | TooManySearches}
   */
  async link(
    brandId: string,
    id: string,
    contactId: string,
    frequency: Frequency | null,
  ): Promise<SavedSearchRow> {
    const [row] = await this.sql
      .run(LINK_CONTACT, [brandId, id, contactId, frequency])
      .catch((error: unknown) => {
        throw overfullSearches(error, contactId, 'of this kind');
      });
    if (!row) throw NotFound.of('SavedSearch', id);
    if (!row.contactExists) throw NotFound.of('Contact', contactId);
    return row;
  }

  /**
   * Takes the search from a contact.
   * @throws {NotFound}
   */
  async unlink(brandId: string, id: string, contactId: string): Promise<void> {
    const [row] = await this.sql.run(UNLINK_CONTACT, [brandId, id, contactId]);
    if (!row) throw NotFound.of('SavedSearch', id);
    if (!row.wasLinked) throw NotFound.of('Contact', contactId);
  }
}

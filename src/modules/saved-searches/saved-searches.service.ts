import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { SizedReads } from '../../database/sized-reads.js';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { CallingPortal } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { Page } from '../../http/response/page.js';
import type { Paging } from '../../http/parameters/paging.js';
import { own } from '../brands/tenant-scope.js';
import { askedBy, authorized } from '../portals/calling-portal.js';
import { type CreateSavedSearchDto, type SAVED_SEARCH_ORDERS, toCriteria } from './saved-search.dto.js';
import { type Frequency, SavedSearch } from './saved-search.entity.js';
import {
  LINK_CONTACT,
  LIST_FOR_CONTACT,
  type NoSearch,
  SAVE_FOR_CONTACT,
  type SavedSearchRow,
  SEARCHES_BY_ID,
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

  /**
   * The searches of a contact, oldest first; none for a contact that is not of the portal's brand.
   * @throws {Unauthorized}
   */
  async listForContact(portal: CallingPortal, contactId: string): Promise<SavedSearchRow[]> {
    const rows = await this.reads.runJointly(LIST_FOR_CONTACT, askedBy(portal, contactId));
    return authorized(rows).filter((row) => isPresent<SavedSearchRow>(row));
  }

  /**
   * Keeps a search for a contact of the portal's brand, which then has it.
   * @throws {ValidationFailed | NotFound | TooManySearches | Unauthorized}
   */
  async createForContact(
    portal: CallingPortal,
    contactId: string,
    input: CreateSavedSearchDto,
  ): Promise<SavedSearchRow> {
    const criteria = JSON.stringify(toCriteria(input));
    const values = [portal.id, portal.tokenHash, contactId, uuidv7(), input.title, criteria];
    const [row] = authorized(
      await this.sql.run(SAVE_FOR_CONTACT, values).catch((error: unknown) => {
        throw overfullSearches(error, contactId, 'made by visitors');
      }),
    );
    if (!isPresent(row)) throw NotFound.of('Contact', contactId);
    return row;
  }

  async create(brandId: string, userId: string, input: CreateSavedSearchDto): Promise<SavedSearch> {
    const fields = { brand: brandId, title: input.title, criteria: toCriteria(input), createdBy: userId };
    return inTransaction(this.em, (em) => Promise.resolve(em.create(SavedSearch, fields)));
  }

  async list(brandId: string, { start, limit, order }: Paging): Promise<Page<SavedSearchRow>> {
    const direction = order.descending ? 'desc' : 'asc';
    const [found, total] = await unitOfWork(this.em).findAndCount(SavedSearch, own(brandId), {
      fields: ['id'],
      offset: start,
      limit,
      // the id tells equals apart, or a page could repeat what another one showed
      orderBy: [{ [PROPERTY[order.field as Order]]: direction }, { id: direction }],
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
}

const isPresent = <Row extends SavedSearchRow>(row: Row | NoSearch): row is Row => row.id !== null;

import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { CallingPortal } from '../../http/access/access.js';
import { type Fault, NotFound, ValidationFailed } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { authorized } from '../portals/calling-portal.js';
import { ContactSearchesService } from '../saved-searches/contact-searches.service.js';
import type { SearchCriteria } from '../saved-searches/search-criteria.dto.js';
import { FIND_TENANT_OF_PORTAL, pageOf } from './listing-page.repository.js';
import type { ListingRow } from './listing-row.js';
import { searchListings, unanswerable } from './listing-search.repository.js';
import { LISTING_OF_PORTAL } from './listing.repository.js';
import { UnanswerableSearch } from './listings.errors.js';

/** The listings that visitors of a portal see: all of its tenant. */
@Injectable()
export class PortalListingsService {
  constructor(
    private readonly sql: Sql,
    private readonly searches: ContactSearchesService,
  ) {}

  /** @throws {ValidationFailed | Unauthorized} */
  async search(
    portal: CallingPortal,
    criteria: Partial<SearchCriteria>,
    paging: Paging,
  ): Promise<Page<ListingRow>> {
    const faults = unanswerable(criteria).map<Fault>((path) => ({ path, message: UNKNOWN_OF_LISTINGS }));
    if (faults.length > 0) throw new ValidationFailed(faults);
    return this.find(portal, criteria, paging);
  }

  /** @throws {NotFound | UnanswerableSearch | Unauthorized} */
  async searchBySaved(
    portal: CallingPortal,
    contactId: string,
    searchId: string,
    paging: Paging,
  ): Promise<Page<ListingRow>> {
    const { criteria } = await this.searches.get(portal, contactId, searchId);
    const unknown = unanswerable(criteria);
    if (unknown.length > 0) throw new UnanswerableSearch(searchId, unknown);
    return this.find(portal, criteria, paging);
  }

  /** @throws {NotFound | Unauthorized} */
  async get(portal: CallingPortal, id: string): Promise<ListingRow> {
    const [row] = authorized(await this.sql.run(LISTING_OF_PORTAL, [portal.id, portal.tokenHash, id]));
    if (row.id === null) throw NotFound.of('Listing', id);
    return row;
  }

  private async find(
    portal: CallingPortal,
    criteria: Partial<SearchCriteria>,
    paging: Paging,
  ): Promise<Page<ListingRow>> {
    const [tenant] = authorized(await this.sql.run(FIND_TENANT_OF_PORTAL, [portal.id, portal.tokenHash]));
    const { statement, values } = searchListings(tenant.id, criteria, paging);
    return pageOf(await this.sql.run(statement, values));
  }
}

const UNKNOWN_OF_LISTINGS = 'is nothing that listings can be searched by';

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import type { CallingPortal } from '../../http/access/access.js';
import { authorized } from '../portals/calling-portal.js';
import type { AttributeInput } from './attribute-input.dto.js';
import { ContactFinder, type FoundContact } from './contact-finder.js';
import { CALLING_PORTAL } from './contact-finder.repository.js';

/** The contacts of a portal's visitors. */
@Injectable()
export class VisitingContactsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly finder: ContactFinder,
  ) {}

  /** @throws {Unauthorized | TooManyAttributes} */
  findOrMake(portal: CallingPortal, attributes: readonly AttributeInput[]): Promise<FoundContact> {
    return inTransaction(this.em, async (em) => {
      authorized(await this.sql.runIn(em, CALLING_PORTAL, [portal.id, portal.tokenHash]));
      return this.finder.findOrMake(em, portal.brandId, attributes, null);
    });
  }
}

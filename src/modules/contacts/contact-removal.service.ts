import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import type { Caller, CallingPortal } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import { authorized } from '../portals/calling-portal.js';
import {
  DELETE_CONTACT,
  DELETE_CONTACT_BY_PORTAL,
  ERASURE,
  REACH_TO_ERASE,
  REACH_TO_ERASE_BY_PORTAL,
} from './contact-erasure.repository.js';

/**
 * Deletes contacts, of which all stays but is answered no more; or erases them, of which only the id stays, so that those
 * who keep a copy learn that it is gone.
 */
@Injectable()
export class ContactRemoval {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * A contact of the acting brand, or of one below it.
   * @throws {NotFound}
   */
  async delete({ brandId, userId }: Caller, id: string): Promise<void> {
    const [deleted] = await this.sql.run(DELETE_CONTACT, [[brandId], id, userId]);
    if (!deleted) throw NotFound.of('Contact', id);
  }

  /** @throws {NotFound | Unauthorized} */
  async deleteByPortal(portal: CallingPortal, id: string): Promise<void> {
    const values = [portal.id, portal.tokenHash, id];
    const [deleted] = authorized(await this.sql.run(DELETE_CONTACT_BY_PORTAL, values));
    if (deleted.id === null) throw NotFound.of('Contact', id);
  }

  /**
   * A contact of the acting brand, or of one below it, deleted or not.
   * @throws {NotFound}
   */
  async erase({ brandId }: Caller, id: string): Promise<void> {
    await inTransaction(this.em, async (em) => {
      const [reached] = await this.sql.runIn(em, REACH_TO_ERASE, [[brandId], id]);
      if (!reached) throw NotFound.of('Contact', id);
      await this.eraseReached(em, reached.brandId, id);
    });
  }

  /** @throws {NotFound | Unauthorized} */
  async eraseByPortal(portal: CallingPortal, id: string): Promise<void> {
    await inTransaction(this.em, async (em) => {
      const values = [portal.id, portal.tokenHash, id];
      const [reached] = authorized(await this.sql.runIn(em, REACH_TO_ERASE_BY_PORTAL, values));
      if (reached.id === null) throw NotFound.of('Contact', id);
      await this.eraseReached(em, reached.brandId, id);
    });
  }

  private async eraseReached(em: EntityManager, brandId: string, id: string): Promise<void> {
    for (const statement of ERASURE) await this.sql.runIn(em, statement, [id]);
    await this.idempotency.forget(em, brandId, id);
  }
}

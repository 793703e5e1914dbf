import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { violates } from '../../database/database-errors.js';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import type { CallingPortal } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { authorized } from '../portals/calling-portal.js';
import type { AttributeInput } from './attribute-input.dto.js';
import {
  ADD_BY_PORTAL,
  ADD_PLAIN_BY_PORTAL,
  type AttributeRow,
  LOCK_CONTACT,
} from './contact-attributes.repository.js';
import { overfullContact } from './contacts.errors.js';
import { type PreparedAttribute, prepareAttributes } from './prepare-attributes.js';

/** Adds to what is known of contacts. Whoever adds an attribute locks the contact first. */
@Injectable()
export class ContactAttributesService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

  /**
   * Adds all of `inputs` or none, and answers with them in that order.
   * @throws {ValidationFailed | Unauthorized | NotFound | TooManyAttributes}
   */
  async addByPortal(
    portal: CallingPortal,
    contactId: string,
    inputs: readonly AttributeInput[],
  ): Promise<AttributeRow[]> {
    const attributes = prepareAttributes(inputs);
    const values = [portal.id, portal.tokenHash, contactId, JSON.stringify(attributes)];
    try {
      const plain = attributes.some(concernsOthers) ? [] : await this.sql.run(ADD_PLAIN_BY_PORTAL, values);
      if (plain.length > 0) return inOrder(plain);
      const rows = authorized(await this.add(contactId, values));
      if (rows[0].id === null) throw NotFound.of('Contact', contactId);
      return rows as AttributeRow[];
    } catch (error) {
      throw overfullContact(error, contactId);
    }
  }

  private add(contactId: string, values: unknown[]): Promise<(AttributeRow | { id: null })[]> {
    return this.sql.run(ADD_BY_PORTAL, values).catch((error: unknown) => {
      if (!lostRace(error)) throw error;
      return this.addInTurn(contactId, values);
    });
  }

  /** One statement can miss what was committed while it waited for the lock; one that begins with the lock cannot. */
  private addInTurn(contactId: string, values: unknown[]): Promise<(AttributeRow | { id: null })[]> {
    return inTransaction(this.em, async (em) => {
      await this.sql.runIn(em, LOCK_CONTACT, [contactId]);
      return this.sql.runIn(em, ADD_BY_PORTAL, values);
    });
  }
}

/** It takes the place of another one, or has to see whether there is one. */
const concernsOthers = ({ isSingular, isPrimary, isPrimaryIfNone }: PreparedAttribute): boolean =>
  isSingular || isPrimary || isPrimaryIfNone;

/** Ids sort as sent. */
const inOrder = (rows: AttributeRow[]): AttributeRow[] =>
  rows.length < 2 ? rows : rows.sort((one, other) => (one.id < other.id ? -1 : 1));

const lostRace = (error: unknown): boolean =>
  violates(error, 'contact_attributes_one_singular') || violates(error, 'contact_attributes_one_primary');

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { violates } from '../../database/database-errors.js';
import { JointStatements } from '../../database/joint-statements.js';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import type { CallingPortal } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { askedBy, authorized } from '../portals/calling-portal.js';
import type { AttributeInput } from './attribute-input.dto.js';
import {
  ADD_BY_PORTAL,
  ADD_PLAIN_BY_PORTAL,
  type AnsweredRow,
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
    private readonly joint: JointStatements,
    private readonly config: Config,
  ) {}

  /**
   * Adds all of `inputs` or none, and answers with them in that order; what the contact has already as it is.
   * @throws {ValidationFailed | Unauthorized | NotFound | TooManyAttributes}
   */
  async addByPortal(
    portal: CallingPortal,
    contactId: string,
    inputs: readonly AttributeInput[],
  ): Promise<AnsweredRow[]> {
    const prepared = prepareAttributes(inputs, this.config.defaultCountry);
    const attributes = [...new Set(prepared)];
    try {
      const asked = { ...askedBy(portal, contactId), attributes };
      const plain = attributes.some(concernsOthers) ? [] : await this.joint.run(ADD_PLAIN_BY_PORTAL, asked);
      if (plain.length === attributes.length) return inOrder(prepared, plain);
      const values = [portal.id, portal.tokenHash, contactId, JSON.stringify(attributes)];
      const rows = authorized(await this.add(contactId, values));
      if (rows[0].id === null) throw NotFound.of('Contact', contactId);
      return inOrder(prepared, rows as AnsweredRow[]);
    } catch (error) {
      throw overfullContact(error, contactId);
    }
  }

  private add(contactId: string, values: unknown[]): Promise<(AnsweredRow | { id: null })[]> {
    return this.sql.run(ADD_BY_PORTAL, values).catch((error: unknown) => {
      if (!lostRace(error)) throw error;
      return this.addInTurn(contactId, values);
    });
  }

  /** One statement can miss what was committed while it waited for the lock; one that begins with the lock cannot. */
  private addInTurn(contactId: string, values: unknown[]): Promise<(AnsweredRow | { id: null })[]> {
    return inTransaction(this.em, async (em) => {
      await this.sql.runIn(em, LOCK_CONTACT, [contactId]);
      return this.sql.runIn(em, ADD_BY_PORTAL, values);
    });
  }
}

/** It takes the place of another one, or has to see whether there is one. */
const concernsOthers = ({ isSingular, isPrimary, isPrimaryIfNone }: PreparedAttribute): boolean =>
  isSingular || isPrimary || isPrimaryIfNone;

/** Rows in the order in which they were asked for. */
export function inOrder(prepared: readonly PreparedAttribute[], rows: readonly AnsweredRow[]): AnsweredRow[] {
  const byId = new Map(rows.map((row) => [row.askedId, row]));
  return prepared.map(({ id }) => byId.get(id) as AnsweredRow);
}

const lostRace = (error: unknown): boolean => RACED.some((index) => violates(error, index));

const RACED = [
  'contact_attributes_one_singular',
  'contact_attributes_one_primary',
  'contact_attributes_one_value',
];

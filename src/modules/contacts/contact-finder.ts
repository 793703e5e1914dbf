import type { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Config } from '../../config/config.js';
import { Sql } from '../../database/sql.js';
import type { AttributeInput } from './attribute-input.dto.js';
import { ADD_TO_LOCKED_CONTACT } from './contact-attributes.repository.js';
import {
  FIND_REACHED_BY,
  LOCK_REACHED_BY,
  MAKE_CONTACT,
  SINGULAR_TYPES_OF_CONTACT,
} from './contact-finder.repository.js';
import { overfullContact, TooManyAttributes } from './contacts.errors.js';
import { type PreparedAttribute, prepareAttributes } from './prepare-attributes.js';

export interface FoundContact {
  readonly contactId: string;
  readonly created: boolean;
}

/**
 * What becomes of a first name that differs from the known one, and of all else that a contact has one of. `replace`, as
 * adding attributes does; or `keep` the known one, where nobody vouches for what is sent. Nothing is then added to a contact
 * that would have more than it can.
 */
export type KnownSingular = 'replace' | 'keep';

/** Finds the contact that somebody means who knows an e-mail address or a phone number of it. */
@Injectable()
export class ContactFinder {
  constructor(
    private readonly sql: Sql,
    private readonly config: Config,
  ) {}

  /**
   * The brand's contact that has one of the e-mail addresses in `attributes`, else one of the phone numbers, and of several
   * the oldest; where there is none, a new one. What it does not have yet is added. Of any number of calls at the same
   * moment, by any number of instances, one makes the contact.
   *
   * It locks what the contact is reached by, then the contact, which nothing may have locked before.
   * @param em of a transaction
   * @param attributes of which nothing is wrong
   * @param by the user who knows it; null where a visitor or a portal does
   * @throws {TooManyAttributes}
   */
  async findOrMake(
    em: EntityManager,
    brandId: string,
    attributes: readonly AttributeInput[],
    by: string | null,
    known: KnownSingular = 'replace',
  ): Promise<FoundContact> {
    const prepared = [...new Set(prepareAttributes(attributes, this.config.defaultCountry))];
    const found = await this.find(em, brandId, prepared);
    const contactId = found ?? (await this.make(em, brandId, by));
    const added = found && known === 'keep' ? await this.withoutKnown(em, found, prepared) : prepared;
    const values = [contactId, by, JSON.stringify(added)];
    await em
      .transactional((inner) => this.sql.runIn(inner, ADD_TO_LOCKED_CONTACT, values))
      .catch((error: unknown) => {
        const refusal = overfullContact(error, contactId);
        if (known === 'replace' || !(refusal instanceof TooManyAttributes)) throw refusal;
      });
    return { contactId, created: found === undefined };
  }

  private async find(
    em: EntityManager,
    brandId: string,
    attributes: readonly PreparedAttribute[],
  ): Promise<string | undefined> {
    const reach = attributes.flatMap((one) => (REACHES.has(one.attributeType) ? (one.text ?? []) : []));
    await this.sql.runIn(em, LOCK_REACHED_BY, [brandId, reach]);
    const [found] = await this.sql.runIn(em, FIND_REACHED_BY, [brandId, reach]);
    return found?.id;
  }

  private async make(em: EntityManager, brandId: string, by: string | null): Promise<string> {
    const id = uuidv7();
    await this.sql.runIn(em, MAKE_CONTACT, [id, brandId, by]);
    return id;
  }

  private async withoutKnown(
    em: EntityManager,
    contactId: string,
    attributes: readonly PreparedAttribute[],
  ): Promise<PreparedAttribute[]> {
    const known = await this.sql.runIn(em, SINGULAR_TYPES_OF_CONTACT, [contactId]);
    const types = new Set(known.map(({ attributeType }) => attributeType));
    return attributes.filter(({ attributeType }) => !types.has(attributeType));
  }
}

const REACHES: ReadonlySet<string> = new Set(['email', 'phone_number']);

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { SizedReads } from '../../database/sized-reads.js';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { loadLines } from '../brands/brand-ancestry.js';
import { brandAndBelow } from '../brands/tenant-scope.js';
import {
  ADD_TO_NEW_CONTACTS,
  type AttributeRow,
  ATTRIBUTES_OF_CONTACT,
} from './contact-attributes.repository.js';
import { Contact } from './contact.entity.js';
import { MAX_LIVE_ATTRIBUTES } from './contacts.errors.js';
import type { PreparedAttribute } from './prepare-attributes.js';

/** A contact and its live attributes, oldest first. */
export interface KnownContact {
  readonly contact: Contact;
  readonly attributes: readonly AttributeRow[];
}

@Injectable()
export class ContactsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly reads: SizedReads,
  ) {}

  /**
   * A contact of the brand, or of one below it.
   * @throws {NotFound}
   */
  async get(brandId: string, id: string, asked: AskedAssociations): Promise<KnownContact> {
    const em = unitOfWork(this.em);
    const contact = await em.findOne(Contact, {
      id,
      deletedAt: null,
      brand: brandAndBelow(brandId),
    });
    if (!contact) throw NotFound.of('Contact', id);
    if (asked.has('contact.brand')) await loadLines(em, [contact.brand.id]);
    const attributes = await this.reads.run(ATTRIBUTES_OF_CONTACT, [id, MAX_LIVE_ATTRIBUTES]);
    return { contact, attributes };
  }

  /** Creates contacts of the caller's acting brand, all of them or none. */
  async create(
    caller: Caller,
    contacts: readonly (readonly PreparedAttribute[])[],
    asked: AskedAssociations,
  ): Promise<KnownContact[]> {
    return inTransaction(this.em, async (em) => {
      if (asked.has('contact.brand')) await loadLines(em, [caller.brandId]);
      const by = { createdBy: caller.userId, updatedBy: caller.userId };
      const made = contacts.map(() => em.create(Contact, { brand: caller.brandId, ...by }));
      await em.flush(); // sets their times
      const known = made.map((contact, index) => ({
        contact,
        attributes: contacts[index]?.map((prepared) => firstAttribute(contact, prepared)) ?? [],
      }));
      const attributes = known.flatMap((one) => one.attributes);
      await this.sql.runIn(em, ADD_TO_NEW_CONTACTS, [JSON.stringify(attributes), caller.userId]);
      return known;
    });
  }
}

/** An attribute that is made with its contact. */
function firstAttribute(contact: Contact, prepared: PreparedAttribute): AttributeRow {
  const { isPrimaryIfNone, ...attribute } = prepared;
  return {
    ...attribute,
    contactId: contact.id,
    isPrimary: attribute.isPrimary || isPrimaryIfNone,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    deletedAt: null,
    createdById: contact.createdBy?.id ?? null,
    updatedById: contact.updatedBy?.id ?? null,
  } as AttributeRow;
}

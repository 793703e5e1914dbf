import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { loadAncestors } from '../brands/brand-ancestry.js';
import { Brand } from '../brands/brand.entity.js';
import { brandAndBelow } from '../brands/tenant-scope.js';
import { ContactAttribute } from './contact-attribute.entity.js';
import { Contact } from './contact.entity.js';
import { MAX_LIVE_ATTRIBUTES } from './contacts.errors.js';
import type { PreparedAttribute } from './prepare-attributes.js';

/** A contact and its live attributes, oldest first. */
export interface KnownContact {
  readonly contact: Contact;
  readonly attributes: readonly ContactAttribute[];
}

@Injectable()
export class ContactsService {
  constructor(private readonly em: EntityManager) {}

  /**
   * A contact of the brand, or of one below it.
   * @throws {NotFound}
   */
  async get(brandId: string, id: string, asked: AskedAssociations): Promise<KnownContact> {
    const em = this.em.fork();
    const contact = await em.findOne(Contact, {
      id,
      deletedAt: null,
      brand: { deletedAt: null, ...brandAndBelow(brandId) },
    });
    if (!contact) throw NotFound.of('Contact', id);
    const attributes = await em.find(
      ContactAttribute,
      { contact: id, deletedAt: null },
      { orderBy: { id: 'asc' }, limit: MAX_LIVE_ATTRIBUTES },
    );
    if (asked.has('contact.brand')) await loadBrand(em, contact.brand.id);
    return { contact, attributes };
  }

  /** Creates contacts of the caller's acting brand, all of them or none. */
  async create(
    caller: Caller,
    contacts: readonly (readonly PreparedAttribute[])[],
    asked: AskedAssociations,
  ): Promise<KnownContact[]> {
    const em = this.em.fork();
    if (asked.has('contact.brand')) await loadBrand(em, caller.brandId);
    const by = { createdBy: caller.userId, updatedBy: caller.userId };
    const created = contacts.map((prepared) => {
      const contact = em.create(Contact, { brand: caller.brandId, ...by });
      const attributes = prepared.map(({ isPrimaryIfNone, ...attribute }) => {
        const isPrimary = attribute.isPrimary || isPrimaryIfNone;
        return em.create(ContactAttribute, { ...attribute, ...by, contact, isPrimary });
      });
      return { contact, attributes };
    });
    await em.flush();
    return created;
  }
}

async function loadBrand(em: EntityManager, id: string): Promise<void> {
  await loadAncestors(em, await em.findOneOrFail(Brand, id));
}

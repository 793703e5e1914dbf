import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/access.js';
import { NotFound } from '../../http/errors.js';
import type { AskedAssociations } from '../../http/parameters.js';
import { loadAncestors } from '../brands/brand.repository.js';
import { Brand } from '../brands/brand.entity.js';
import { ContactAttribute } from './contact-attribute.entity.js';
import { Contact } from './contact.entity.js';
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
      brand: { deletedAt: null, $or: [{ id: brandId }, { ancestors: { $contains: [brandId] } }] },
    });
    if (!contact) throw NotFound.of('Contact', id);
    const attributes = await em.find(
      ContactAttribute,
      { contact: id, deletedAt: null },
      { orderBy: { id: 'asc' } },
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
    const author = { createdBy: caller.userId, updatedBy: caller.userId };
    const created = contacts.map((prepared) => {
      const contact = em.create(Contact, { brand: caller.brandId, ...author });
      const attributes = prepared.map(({ isPrimaryIfNone, ...attribute }) =>
        em.create(ContactAttribute, {
          ...attribute,
          ...author,
          contact,
          isPrimary: attribute.isPrimary || isPrimaryIfNone,
        }),
      );
      return { contact, attributes };
    });
    await em.flush();
    if (asked.has('contact.brand')) await loadBrand(em, caller.brandId);
    return created;
  }
}

async function loadBrand(em: EntityManager, id: string): Promise<void> {
  await loadAncestors(em, await em.findOneOrFail(Brand, id));
}

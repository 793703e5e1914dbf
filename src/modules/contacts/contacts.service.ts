import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Caller } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { loadAncestors } from '../brands/brand-ancestry.js';
import { Brand } from '../brands/brand.entity.js';
import { ContactAttribute } from './contact-attribute.entity.js';
import { Contact } from './contact.entity.js';
import { NOW } from './contact-attributes.repository.js';
import type { PreparedAttribute } from './prepare-attributes.js';

/** A contact and its live attributes, oldest first. */
export interface KnownContact {
  readonly contact: Contact;
  readonly attributes: readonly ContactAttribute[];
}

@Injectable()
export class ContactsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

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
    return this.em.fork().transactional(async (em) => {
      if (asked.has('contact.brand')) await loadBrand(em, caller.brandId);
      // read once, so that the answer can tell the times without everything being read back
      const [clock] = await this.sql.runIn(em, NOW, []);
      const now = clock?.now as number;
      const origin = { createdBy: caller.userId, updatedBy: caller.userId, createdAt: now, updatedAt: now };
      return contacts.map((attributes) => createIn(em, caller.brandId, attributes, origin));
    });
  }
}

function createIn(
  em: EntityManager,
  brand: string,
  prepared: readonly PreparedAttribute[],
  origin: { createdBy: string; updatedBy: string; createdAt: number; updatedAt: number },
): KnownContact {
  const contact = em.create(Contact, { brand, ...origin });
  const attributes = prepared.map(({ isPrimaryIfNone, ...attribute }) => {
    const isPrimary = attribute.isPrimary || isPrimaryIfNone;
    return em.create(ContactAttribute, { ...attribute, ...origin, contact, isPrimary });
  });
  return { contact, attributes };
}

async function loadBrand(em: EntityManager, id: string): Promise<void> {
  await loadAncestors(em, await em.findOneOrFail(Brand, id));
}

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { SizedReads } from '../../database/sized-reads.js';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { Caller, CallingPortal } from '../../http/access/access.js';
import { NotFound, ValidationFailed } from '../../http/errors/errors.js';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import type { Paging } from '../../http/parameters/paging.js';
import { Page } from '../../http/response/page.js';
import { loadLines } from '../brands/brand-ancestry.js';
import { Brand } from '../brands/brand.entity.js';
import { brandAndBelow } from '../brands/tenant-scope.js';
import { authorized } from '../portals/calling-portal.js';
import {
  ADD_TO_NEW_CONTACTS,
  type AttributeRow,
  ATTRIBUTES_OF_CONTACTS,
} from './contact-attributes.repository.js';
import { Contact } from './contact.entity.js';
import {
  type ContactFilter,
  contactPage,
  IS_OF_BRANDS,
  tagPage,
  type TagRow,
} from './contact-list.repository.js';
import {
  CONTACT_OF_PORTAL,
  CONTACT_OF_PORTAL_WITH,
  type ContactRow,
  CONTACTS_BY_ID,
} from './contact.repository.js';
import { MAX_LIVE_ATTRIBUTES } from './contacts.errors.js';
import type { PreparedAttribute } from './prepare-attributes.js';

/** A contact, and what was asked for besides. */
export interface KnownContact {
  readonly contact: ContactRow;
  /** With all brands above it. */
  readonly brand?: Brand;
  /** Live ones, oldest first. */
  readonly attributes?: readonly AttributeRow[];
}

/** A value that a contact is known by, in its normal form. */
export interface Reach {
  readonly type: 'email' | 'phone_number';
  readonly text: string;
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
    const reached = { id, deletedAt: null, brand: brandAndBelow(brandId) };
    return this.one(id, (await unitOfWork(this.em).count(Contact, reached)) > 0, asked);
  }

  /**
   * A contact of the portal's brand.
   * @throws {NotFound | Unauthorized}
   */
  async getForPortal(portal: CallingPortal, id: string, asked: AskedAssociations): Promise<KnownContact> {
    const [found] = authorized(await this.sql.run(CONTACT_OF_PORTAL, [portal.id, portal.tokenHash, id]));
    return this.one(id, found.id !== null, asked);
  }

  /**
   * The oldest contact of the portal's brand that is known by `reach`, if there is one.
   * @throws {Unauthorized}
   */
  async findForPortal(
    portal: CallingPortal,
    { type, text }: Reach,
    asked: AskedAssociations,
  ): Promise<KnownContact[]> {
    const values = [portal.id, portal.tokenHash, type, text];
    const [found] = authorized(await this.sql.run(CONTACT_OF_PORTAL_WITH, values));
    return found.id === null ? [] : this.read([found.id], asked);
  }

  /**
   * A page of the contacts of the brand and of those below it.
   * @throws {ValidationFailed} of `after`
   */
  async list(
    brandId: string,
    filter: ContactFilter,
    paging: Paging,
    asked: AskedAssociations,
  ): Promise<Page<KnownContact>> {
    const brandIds = await this.brandsBelow(brandId);
    if (filter.after !== undefined) {
      const [anchor] = await this.sql.run(IS_OF_BRANDS, [brandIds, filter.after]);
      if (!anchor)
        throw ValidationFailed.at('after', 'must be the id of a contact of the brand, or below it');
    }
    const { statement, values } = contactPage(brandIds, filter, paging);
    const listed = await this.sql.run(statement, values);
    const ids = listed.flatMap(({ id }) => id ?? []);
    return new Page(await this.read(ids, asked), listed[0]?.total ?? 0);
  }

  /** A page of the tags of contacts of the brand and of those below it. */
  async tags(brandId: string, { start, limit, order }: Paging): Promise<Page<TagRow & { tag: string }>> {
    const statement = tagPage(order.descending ? 'desc' : 'asc');
    const rows = await this.reads.run(statement, [await this.brandsBelow(brandId), start, limit]);
    return new Page(rows.filter(isTag), rows[0]?.total ?? 0);
  }

  /** Creates contacts of the caller's acting brand, all of them or none. */
  async create(
    caller: Caller,
    contacts: readonly (readonly PreparedAttribute[])[],
    asked: AskedAssociations,
  ): Promise<KnownContact[]> {
    const ids = await inTransaction(this.em, async (em) => {
      const by = { createdBy: caller.userId, updatedBy: caller.userId };
      const made = contacts.map(() => em.create(Contact, { brand: caller.brandId, ...by }));
      await em.flush();
      const attributes = made.flatMap(({ id }, index) =>
        (contacts[index] ?? []).map(({ isPrimaryIfNone, ...attribute }) => ({
          ...attribute,
          contactId: id,
          isPrimary: attribute.isPrimary || isPrimaryIfNone,
        })),
      );
      await this.sql.runIn(em, ADD_TO_NEW_CONTACTS, [JSON.stringify(attributes), caller.userId]);
      return made.map(({ id }) => id);
    });
    return this.read(ids, asked);
  }

  /** Contacts in the order of `ids`, whose contacts the caller may see; deleted ones too. */
  async read(ids: readonly string[], asked: AskedAssociations): Promise<KnownContact[]> {
    if (ids.length === 0) return [];
    const rows = (await this.reads.run(CONTACTS_BY_ID, [ids])).filter(isThere);
    const contacts = new Map(rows.map((row) => [row.id, row]));
    const brands = asked.has('contact.brand') ? await this.brandsOf(rows) : undefined;
    const attributes = asked.has('contact.attributes') ? await this.attributesOf(ids) : undefined;
    return ids
      .flatMap((id) => contacts.get(id) ?? [])
      .map((contact) => ({
        contact,
        ...(brands && { brand: brands.get(contact.brandId) }),
        ...(attributes && { attributes: attributes.get(contact.id) ?? [] }),
      }));
  }

  private async one(id: string, exists: boolean, asked: AskedAssociations): Promise<KnownContact> {
    const [contact] = exists ? await this.read([id], asked) : [];
    if (!contact) throw NotFound.of('Contact', id);
    return contact;
  }

  private async brandsBelow(brandId: string): Promise<string[]> {
    const brands = await unitOfWork(this.em).find(Brand, brandAndBelow(brandId), { fields: ['id'] });
    return brands.map(({ id }) => id);
  }

  private async brandsOf(contacts: readonly ContactRow[]): Promise<Map<string, Brand>> {
    const em = unitOfWork(this.em);
    const brands = await loadLines(em, [...new Set(contacts.map(({ brandId }) => brandId))]);
    return new Map(brands.map((brand) => [brand.id, brand]));
  }

  private async attributesOf(ids: readonly string[]): Promise<Map<string, AttributeRow[]>> {
    const rows = await this.reads.run(ATTRIBUTES_OF_CONTACTS, [ids, MAX_LIVE_ATTRIBUTES]);
    return Map.groupBy(rows.filter(isThere), ({ contactId }) => contactId);
  }
}

/** Where more is to be read than there is room for, there is a row of nulls. */
const isThere = <Row extends { readonly id: string | null }>(
  row: Row,
): row is Exclude<Row, { readonly id: null }> => row.id !== null;

const isTag = (row: TagRow): row is TagRow & { tag: string } => row.tag !== null;

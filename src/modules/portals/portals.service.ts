import { EntityManager, type FilterQuery, raw, type RequiredEntityData } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import { Sql } from '../../database/sql.js';
import { NotFound } from '../../http/errors/errors.js';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { newPortalToken, sha256 } from '../../secrets/secrets.js';
import { loadLines } from '../brands/brand-ancestry.js';
import { BrandsService } from '../brands/brands.service.js';
import { own } from '../brands/tenant-scope.js';
import { LeadChannelsService } from '../lead-channels/lead-channels.service.js';
import { PortalDirectory } from './portal-directory.js';
import { Portal } from './portal.entity.js';
import { DELETE_PORTAL } from './portal.repository.js';
import { BrandHasNoPortal } from './portals.errors.js';

export type NewPortalFields = Omit<RequiredEntityData<Portal>, 'brand' | 'leadChannel'>;

@Injectable()
export class PortalsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly brands: BrandsService,
    private readonly leadChannels: LeadChannelsService,
    private readonly directory: PortalDirectory,
  ) {}

  /**
   * Makes sure that the brand has a portal. The token is returned by the one call that made it.
   * @throws {NotFound} of the brand
   */
  async ensure(brandId: string, asked: AskedAssociations): Promise<{ portal: Portal; token?: string }> {
    const existing = await this.find(own(brandId), asked);
    if (existing) return { portal: existing };
    const token = await inTransaction(this.em, (em) => this.createUnlessPresent(em, brandId));
    return { portal: await this.get(brandId, asked), token };
  }

  /** @throws {BrandHasNoPortal} */
  async get(brandId: string, asked: AskedAssociations): Promise<Portal> {
    const portal = await this.find(own(brandId), asked);
    if (!portal) throw new BrandHasNoPortal(brandId);
    return portal;
  }

  /** @throws {NotFound} */
  async getById(id: string, asked: AskedAssociations): Promise<Portal> {
    const portal = await this.find({ id, deletedAt: null }, asked);
    if (!portal) throw NotFound.of('Portal', id);
    return portal;
  }

  /**
   * Replaces the token of the brand's portal; the former one works for `graceSeconds` more, the one before it no longer.
   * @throws {BrandHasNoPortal}
   */
  async rotateToken(
    brandId: string,
    asked: AskedAssociations,
    graceSeconds: number,
  ): Promise<{ portal: Portal; token: string }> {
    const token = newPortalToken();
    const changed = await unitOfWork(this.em).nativeUpdate(Portal, own(brandId), {
      tokenHash: sha256(token),
      formerTokenHash: graceSeconds > 0 ? raw('token_hash') : null,
      formerTokenUntil: graceSeconds > 0 ? raw('now() + make_interval(secs => ?)', [graceSeconds]) : null,
      updatedAt: raw('now()'),
    });
    if (changed === 0) throw new BrandHasNoPortal(brandId);
    const portal = await this.get(brandId, asked);
    this.directory.forget(portal.id);
    return { portal, token };
  }

  /** Makes a portal within the unit of work of `em`. The brand has to be locked, or new. */
  async createIn(em: EntityManager, brandId: string, fields: NewPortalFields): Promise<void> {
    const leadChannel = await this.leadChannels.ensureDefault(em, brandId);
    em.create(Portal, { ...fields, brand: brandId, leadChannel });
  }

  /** Deletes the brand's portal within the transaction of `em`. @returns its id, where there was one to forget */
  async deleteIn(em: EntityManager, brandId: string): Promise<string | undefined> {
    const [gone] = await this.sql.runIn(em, DELETE_PORTAL, [brandId]);
    return gone?.id;
  }

  /** Locking the brand makes concurrent calls come one after the other; the unique index would refuse a second portal. */
  private async createUnlessPresent(em: EntityManager, brandId: string): Promise<string | undefined> {
    if (!(await this.brands.lock(em, brandId))) throw NotFound.of('Brand', brandId);
    if ((await em.count(Portal, own(brandId))) > 0) return undefined;
    const token = newPortalToken();
    await this.createIn(em, brandId, { tokenHash: sha256(token) });
    return token;
  }

  private async find(where: FilterQuery<Portal>, asked: AskedAssociations): Promise<Portal | null> {
    const em = unitOfWork(this.em);
    const withBrand = asked.has('portal.brand');
    const withChannel = asked.has('portal.lead_channel');
    const portal = await em.findOne(Portal, where, {
      populate: [
        ...(withBrand ? (['brand'] as const) : []),
        ...(withChannel ? (['leadChannel'] as const) : []),
      ],
    });
    if (portal && withBrand) await loadLines(em, [portal.brand.id]);
    return portal;
  }
}

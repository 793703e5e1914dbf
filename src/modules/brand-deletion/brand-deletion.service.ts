import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { inTransaction } from '../../database/transaction.js';
import { BrandTreeService } from '../brands/brand-tree.service.js';
import { PortalDirectory } from '../portals/portal-directory.js';
import { PortalsService } from '../portals/portals.service.js';

/** Deletes brands along with what they show. It stands apart because portals know brands, and not the other way round. */
@Injectable()
export class BrandDeletion {
  constructor(
    private readonly em: EntityManager,
    private readonly tree: BrandTreeService,
    private readonly portals: PortalsService,
    private readonly directory: PortalDirectory,
  ) {}

  /**
   * The brand is changed first, so that whoever gives it a portal was there before, or finds no brand.
   * @throws {NotFound | FirstBrandStays | BrandHasChildren}
   */
  async delete(brandId: string): Promise<void> {
    const portalId = await inTransaction(this.em, async (em) => {
      await this.tree.deleteIn(em, brandId);
      return this.portals.deleteIn(em, brandId);
    });
    if (portalId !== undefined) this.directory.forget(portalId);
  }
}

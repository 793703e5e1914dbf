import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { inTransaction } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { BlueprintsService } from '../blueprints/blueprints.service.js';
import { BrandsService } from '../brands/brands.service.js';
import type { Versioned } from '../../http/response/entity-tag.js';
import { PortalsService } from '../portals/portals.service.js';
import { portalRefusal, UnknownBlueprint } from './portal-configuration.errors.js';
import type { NewPortal } from './portal-input.js';

/** Makes portals, for a brand that has none, or with a brand of their own. */
@Injectable()
export class PortalCreation {
  constructor(
    private readonly em: EntityManager,
    private readonly portals: PortalsService,
    private readonly brands: BrandsService,
    private readonly blueprints: BlueprintsService,
  ) {}

  /**
   * @param brandId whose portal it becomes; by default that of a new brand below the caller's
   * @throws {ValidationFailed | SlugTaken | BrandHasPortal}
   */
  async create(caller: Caller, input: NewPortal, brandId?: string): Promise<Versioned> {
    const { blueprintId = null } = input;
    if (blueprintId && !(await this.blueprints.has(caller, blueprintId))) throw new UnknownBlueprint();
    return inTransaction(this.em, (em) => this.createIn(em, caller, input, brandId)).catch(
      (error: unknown) => {
        throw portalRefusal(error, input.slug, brandId);
      },
    );
  }

  private async createIn(
    em: EntityManager,
    caller: Caller,
    { blueprintId, ...fields }: NewPortal,
    brandId?: string,
  ): Promise<Versioned> {
    const id = uuidv7();
    if (brandId !== undefined) await this.lockBrand(em, caller, brandId);
    const portalBrandId = brandId ?? (await this.newBrand(em, caller, fields));
    await this.portals.createIn(em, portalBrandId, { id, blueprint: blueprintId ?? null, ...fields });
    return { id, version: 1 };
  }

  private async newBrand(
    em: EntityManager,
    caller: Caller,
    { name, slug }: Pick<NewPortal, 'name' | 'slug'>,
  ): Promise<string> {
    const brand = await this.brands.createIn(em, caller, {
      name: name?.trim() || slug,
      brand_type: 'Other',
      parent: caller.brandId,
    });
    await em.flush();
    return brand.id;
  }

  private async lockBrand(em: EntityManager, caller: Caller, id: string): Promise<void> {
    if (!(await this.brands.lock(em, id, await this.brands.scopeOf(caller)))) {
      throw ValidationFailed.at('brandId', 'must be a brand that the token may act in');
    }
  }
}

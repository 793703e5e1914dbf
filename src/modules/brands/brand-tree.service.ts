import { EntityManager, type FilterQuery, raw } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import { Page } from '../../http/response/page.js';
import { loadLines } from './brand-ancestry.js';
import { Brand } from './brand.entity.js';
import { keptBrand, misplacedBrand } from './brands.errors.js';
import { BrandsService } from './brands.service.js';
import { brandsAndBelow } from './tenant-scope.js';
import type { UpdateBrandDto } from './update-brand.dto.js';

/** What brands can be ordered by, and the columns of these. */
const PROPERTY = { created_at: 'createdAt', name: 'name', updated_at: 'updatedAt' } as const;
export const BRAND_ORDERS = ['created_at', 'name', 'updated_at'] as const satisfies (keyof typeof PROPERTY)[];

/** Brands among others: below which one they stand, which are below them, and how that changes. */
@Injectable()
export class BrandTreeService {
  constructor(
    private readonly em: EntityManager,
    private readonly brands: BrandsService,
  ) {}

  /** The brands that the caller looks after, wherever they stand. @param fragment of their names */
  async list(caller: Caller, fragment: string | undefined, paging: Paging): Promise<Page<Brand>> {
    const mine = brandsAndBelow(await this.brands.scopeOf(caller));
    return this.page(
      fragment === undefined ? mine : { ...mine, name: { $ilike: containing(fragment) } },
      paging,
    );
  }

  /** The brands right below one. */
  async children(brandId: string, paging: Paging): Promise<Page<Brand>> {
    return this.page({ parent: brandId }, paging);
  }

  /**
   * Changes what is set in `input`. With another `parent` the brand moves, and all below it along with it.
   * @throws {NotFound | Forbidden | ValidationFailed}
   */
  async update(caller: Caller, input: UpdateBrandDto): Promise<Brand> {
    const { brandId } = caller;
    const { parent, brand_type: brandType, ...rest } = input;
    const before = await this.brands.get(brandId);
    const moves = parent !== undefined && parent !== (before.parent?.id ?? null);
    const changes = { ...rest, brandType, ...(moves && { parent }) };
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    await inTransaction(this.em, async (em) => {
      if (moves) {
        await this.brands.lockTree(em, brandId, true);
        if (parent !== null) await this.brands.above(em, caller, parent);
      }
      const changed = { ...Object.fromEntries(given), updatedAt: raw('now()') };
      const found = await em.nativeUpdate(Brand, { id: brandId, deletedAt: null }, changed);
      if (found === 0) throw NotFound.of('Brand', brandId);
    }).catch((error: unknown) => {
      throw misplacedBrand(error);
    });
    return this.brands.get(brandId);
  }

  /**
   * Marks a brand as deleted, within the transaction of `em`.
   * @throws {NotFound | FirstBrandStays | BrandHasChildren}
   */
  async deleteIn(em: EntityManager, brandId: string): Promise<void> {
    const deleted = await em
      .nativeUpdate(
        Brand,
        { id: brandId, deletedAt: null },
        { deletedAt: raw('now()'), updatedAt: raw('now()') },
      )
      .catch((error: unknown) => {
        throw keptBrand(error, brandId);
      });
    if (deleted === 0) throw NotFound.of('Brand', brandId);
  }

  private async page(where: FilterQuery<Brand>, { start, limit, order }: Paging): Promise<Page<Brand>> {
    const em = unitOfWork(this.em);
    const direction = order.descending ? 'desc' : 'asc';
    const property = PROPERTY[order.field as keyof typeof PROPERTY];
    const live = { $and: [where, { deletedAt: null }] } as FilterQuery<Brand>;
    const [found, total] = await em.findAndCount(Brand, live, {
      offset: start,
      limit,
      // the id tells equals apart, or a page could repeat what another one showed
      orderBy: [{ [property]: direction }, { id: direction }],
    });
    await loadLines(
      em,
      found.map(({ id }) => id),
    );
    return new Page(found, total);
  }
}

/** A pattern of `like` for texts that contain `fragment`, to the letter. */
const containing = (fragment: string): string => `%${fragment.replaceAll(/[\\%_]/g, '\\$&')}%`;

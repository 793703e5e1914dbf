import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import { Forbidden, NotFound, ValidationFailed } from '../../http/errors/errors.js';
import { loadLines } from './brand-ancestry.js';
import { BrandRole, BrandRoleMember, OWNER, PERMISSIONS } from './brand-role.entity.js';
import type { CreateBrandDto } from './brand.dto.js';
import { Brand, MAX_LEVELS } from './brand.entity.js';
import { LOCK_BRAND, LOCK_TREE, TOPMOST_BRANDS } from './brand.repository.js';
import { membershipFor } from './tenant-scope.js';

@Injectable()
export class BrandsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

  /** @throws {NotFound} */
  async get(id: string): Promise<Brand> {
    const em = unitOfWork(this.em);
    const brand = (await loadLines(em, [id])).find((one) => one.id === id);
    if (!brand || brand.deletedAt != null) throw NotFound.of('Brand', id);
    return brand;
  }

  /**
   * The brands that the caller looks after, with all below them; none of them is below another.
   * @returns the one that the request names, else all in which its user has a role
   */
  async scopeOf(caller: Pick<Caller, 'userId' | 'brandId' | 'hasNamedBrand'>): Promise<string[]> {
    if (caller.hasNamedBrand) return [caller.brandId];
    const brands = await this.sql.run(TOPMOST_BRANDS, [caller.userId]);
    return brands.map(({ id }) => id);
  }

  /**
   * Makes a brand whose Owner is the caller. Roots are for those who run the instance.
   * @throws {NotFound | Forbidden} of the parent
   */
  async create(caller: Pick<Caller, 'userId'>, input: CreateBrandDto): Promise<Brand> {
    const id = await inTransaction(this.em, async (em) => {
      const brand = await this.createIn(em, caller, input);
      await em.flush();
      return brand.id;
    });
    return this.get(id);
  }

  /** The same within the unit of work of `em`. */
  async createIn(em: EntityManager, caller: Pick<Caller, 'userId'>, input: CreateBrandDto): Promise<Brand> {
    const parent = input.parent ? await this.parentFor(em, caller, input.parent) : null;
    if (!parent) await this.mayMakeRoots(em, caller);
    return this.make(em, caller, input, parent);
  }

  /** Makes the brand that the instance begins with. */
  createFirstIn(em: EntityManager, owner: Pick<Caller, 'userId'>, input: CreateBrandDto): Brand {
    return em.assign(this.make(em, owner, input, null), { isFirst: true });
  }

  private make(
    em: EntityManager,
    caller: Pick<Caller, 'userId'>,
    input: CreateBrandDto,
    parent: Brand | null,
  ): Brand {
    const { palette = null, assets = null, messages = null } = input;
    const brand = em.create(Brand, {
      name: input.name,
      brandType: input.brand_type,
      parent,
      palette,
      assets,
      messages,
      memberCount: 0,
    });
    const owners = em.create(BrandRole, { brand, role: OWNER, acl: [...PERMISSIONS] });
    em.create(BrandRoleMember, { role: owners, user: caller.userId });
    for (const { role, acl } of input.roles ?? []) em.create(BrandRole, { brand, role, acl });
    return brand;
  }

  private async mayMakeRoots(em: EntityManager, caller: Pick<Caller, 'userId'>): Promise<void> {
    const first = await em.findOne(Brand, { isFirst: true });
    if (!first || (await em.count(BrandRoleMember, membershipFor(caller.userId, first))) === 0)
      throw new Forbidden("A brand without a parent takes a role in the instance's first brand");
  }

  /**
   * Makes whoever gives something to the brand wait for each other until the transaction of `em` ends.
   * @param within the brands that it has to be one of, or stand below
   * @returns whether there is such a brand
   */
  async lock(em: EntityManager, id: string, within: readonly string[] = [id]): Promise<boolean> {
    return (await this.sql.runIn(em, LOCK_BRAND, [id, within])).length > 0;
  }

  /** Keeps brands of the tree from moving until the transaction of `em` ends; `toMove`, from being made as well. */
  async lockTree(em: EntityManager, brandId: string, toMove: boolean): Promise<void> {
    await this.sql.runIn(em, LOCK_TREE, [brandId, toMove]);
  }

  /**
   * A brand to put another one below, locked against being deleted or moved meanwhile. Its tree has to be locked.
   * @throws {NotFound | Forbidden}
   */
  async above(em: EntityManager, caller: Pick<Caller, 'userId'>, id: string): Promise<Brand> {
    const parent = await em.findOne(Brand, { id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!parent) throw NotFound.of('Brand', id);
    if ((await em.count(BrandRoleMember, membershipFor(caller.userId, parent))) === 0)
      throw new Forbidden(`The token has no role in brand ${id}`);
    return parent;
  }

  private async parentFor(em: EntityManager, caller: Pick<Caller, 'userId'>, id: string): Promise<Brand> {
    await this.lockTree(em, id, false);
    const parent = await this.above(em, caller, id);
    if (parent.isDeepest())
      throw ValidationFailed.at('parent', `must be above level ${MAX_LEVELS}, the deepest there is`);
    return parent;
  }
}

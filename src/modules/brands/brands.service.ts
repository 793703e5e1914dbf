import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/access/access.js';
import { Forbidden, NotFound, ValidationFailed } from '../../http/errors/errors.js';
import { loadAncestors } from './brand-ancestry.js';
import { BrandRole, BrandRoleMember, OWNER, PERMISSIONS } from './brand-role.entity.js';
import type { CreateBrandDto } from './brand.dto.js';
import { Brand, MAX_LEVELS } from './brand.entity.js';
import { membershipFor } from './tenant-scope.js';

@Injectable()
export class BrandsService {
  constructor(private readonly em: EntityManager) {}

  /** @throws {NotFound} */
  async get(id: string): Promise<Brand> {
    const em = this.em.fork();
    const brand = await em.findOne(Brand, { id, deletedAt: null });
    if (!brand) throw NotFound.of('Brand', id);
    await loadAncestors(em, brand);
    return brand;
  }

  /**
   * Makes a brand whose Owner is the caller.
   * @throws {NotFound | Forbidden} of the parent
   */
  async create(caller: Pick<Caller, 'userId'>, input: CreateBrandDto): Promise<Brand> {
    const id = await this.em.fork().transactional(async (em) => {
      const brand = await this.createIn(em, caller, input);
      await em.flush();
      return brand.id;
    });
    return this.get(id);
  }

  /** The same within the unit of work of `em`. */
  async createIn(em: EntityManager, caller: Pick<Caller, 'userId'>, input: CreateBrandDto): Promise<Brand> {
    const parent = input.parent ? await this.parentFor(em, caller, input.parent) : null;
    const { palette = null, assets = null, messages = null } = input;
    const brand = em.create(Brand, {
      name: input.name,
      brandType: input.brand_type,
      parent,
      ancestors: parent?.lineage() ?? [],
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

  /** Locked against being deleted or moved meanwhile. */
  private async parentFor(em: EntityManager, caller: Pick<Caller, 'userId'>, id: string): Promise<Brand> {
    const parent = await em.findOne(Brand, { id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!parent) throw NotFound.of('Brand', id);
    if ((await em.count(BrandRoleMember, membershipFor(caller.userId, parent))) === 0)
      throw new Forbidden(`The token has no role in brand ${id}`);
    if (parent.isDeepest())
      throw ValidationFailed.at('parent', `must be above level ${MAX_LEVELS}, the deepest there is`);
    return parent;
  }
}

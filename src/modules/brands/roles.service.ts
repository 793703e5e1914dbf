import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { violates } from '../../database/database-errors.js';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import { NotFound } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import { Page } from '../../http/response/page.js';
import type { BrandRoleInput } from './brand.dto.js';
import { Brand } from './brand.entity.js';
import { HOME_BRAND } from './brand.repository.js';
import { BrandRole, BrandRoleMember } from './brand-role.entity.js';
import type { ROLE_ORDERS } from './role.dto.js';
import { DELETE_ROLE } from './role.repository.js';
import { OwnerRoleStays, RoleNameTaken } from './roles.errors.js';
import { own } from './tenant-scope.js';

const PROPERTY = {
  created_at: 'createdAt',
  role: 'role',
} as const satisfies Record<(typeof ROLE_ORDERS)[number], keyof BrandRole>;

/** The roles of brands, and who is at home where by having them. */
@Injectable()
export class RolesService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

  /** The topmost brand in which a user has a role, the oldest of several; `undefined`: there is none. */
  async homeOf(userId: string): Promise<string | undefined> {
    const [brand] = await this.sql.run(HOME_BRAND, [userId]);
    return brand?.id;
  }

  /** The live roles of a user in live brands, with those brands and all above them. */
  async listOf(userId: string, { start, limit, order }: Paging): Promise<Page<BrandRole>> {
    const em = unitOfWork(this.em);
    const direction = order.descending ? 'desc' : 'asc';
    const [held, total] = await em.findAndCount(
      BrandRoleMember,
      { user: userId, role: { deletedAt: null, brand: { deletedAt: null } } },
      {
        populate: ['role.brand'],
        orderBy: [{ role: orderOf(order.field, direction) }, { role: { id: direction } }],
        offset: start,
        limit,
      },
    );
    const roles = held.map(({ role }) => role.$);
    const above = roles.flatMap(({ brand }) => brand.$.ancestors);
    if (above.length > 0) await em.find(Brand, { id: { $in: [...new Set(above)] } });
    return new Page(roles, total);
  }

  async list(brandId: string, { start, limit, order }: Paging): Promise<Page<BrandRole>> {
    const direction = order.descending ? 'desc' : 'asc';
    const [roles, total] = await unitOfWork(this.em).findAndCount(BrandRole, own(brandId), {
      orderBy: [orderOf(order.field, direction), { id: direction }],
      offset: start,
      limit,
    });
    return new Page(roles, total);
  }

  /** @throws {RoleNameTaken} */
  async create(brandId: string, { role, acl }: BrandRoleInput): Promise<BrandRole> {
    const fields = { brand: brandId, role, acl: [...new Set(acl)] };
    return inTransaction(this.em, async (em) => {
      const made = em.create(BrandRole, fields);
      await em.flush();
      return made;
    }).catch((error: unknown) => {
      throw violates(error, 'brand_roles_name') ? new RoleNameTaken(role) : error;
    });
  }

  /** @throws {NotFound | OwnerRoleStays} */
  async delete(brandId: string, id: string): Promise<void> {
    const [role] = await this.sql.run(DELETE_ROLE, [brandId, id]);
    if (!role) throw NotFound.of('BrandRole', id);
    if (!role.isDeleted) throw new OwnerRoleStays();
  }
}

const orderOf = (field: string, direction: 'asc' | 'desc') => ({
  [PROPERTY[field as keyof typeof PROPERTY]]: direction,
});

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { violates } from '../../database/database-errors.js';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import { NotFound } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import { Page } from '../../http/response/page.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { BrandRole, BrandRoleMember } from './brand-role.entity.js';
import type { AddMemberDto, MEMBER_ORDERS } from './role.dto.js';
import { ADD_MEMBER, FIND_IN_TENANT, MAY_BE_INVITED, REMOVE_MEMBER, STANDING } from './role.repository.js';
import { LastOwnerStays, VouchedForElsewhere } from './roles.errors.js';
import { own } from './tenant-scope.js';

const PROPERTY = {
  created_at: 'createdAt',
  email: 'email',
} as const satisfies Record<(typeof MEMBER_ORDERS)[number], keyof User>;

interface AddedMember {
  readonly user: User;
  /** Stored nowhere. */
  readonly invitation?: string;
}

/** Who has which role of a brand. */
@Injectable()
export class MembersService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly users: UsersService,
  ) {}

  /** @throws {NotFound} */
  async list(brandId: string, roleId: string, { start, limit, order }: Paging): Promise<Page<User>> {
    const em = unitOfWork(this.em);
    await this.role(em, brandId, roleId);
    const direction = order.descending ? 'desc' : 'asc';
    const field = PROPERTY[order.field as keyof typeof PROPERTY];
    const [members, total] = await em.findAndCount(
      BrandRoleMember,
      { role: roleId, user: { deletedAt: null } },
      {
        populate: ['user'],
        orderBy: [{ user: { [field]: direction } }, { user: { id: direction } }],
        offset: start,
        limit,
      },
    );
    return new Page(
      members.map(({ user }) => user.$),
      total,
    );
  }

  /**
   * Gives the role to a user, who may have it already. Whoever has no password yet is invited to set one; and so is a user
   * for whom neither this brand nor one above it vouches: others could know the password.
   * @throws {NotFound | VouchedForElsewhere}
   */
  async add(brandId: string, roleId: string, input: AddMemberDto): Promise<AddedMember> {
    return inTransaction(this.em, async (em) => {
      await this.role(em, brandId, roleId);
      const userId = await this.userFor(em, brandId, input);
      await this.vouchFor(em, brandId, userId);
      await this.sql.runIn(em, ADD_MEMBER, [roleId, userId]);
      const [invited] = await this.sql.runIn(em, MAY_BE_INVITED, [brandId, userId]);
      const invitation = invited?.may ? await this.users.inviteIn(em, userId) : undefined;
      return { user: await em.findOneOrFail(User, userId), invitation };
    });
  }

  /** @throws {NotFound | LastOwnerStays} */
  async remove(brandId: string, roleId: string, userId: string): Promise<void> {
    await this.role(unitOfWork(this.em), brandId, roleId);
    const [removed] = await this.sql.run(REMOVE_MEMBER, [brandId, roleId, userId]).catch((error: unknown) => {
      throw violates(error, 'brand_role_members_last_owner') ? new LastOwnerStays() : error;
    });
    if (!removed) throw NotFound.of('User', userId);
  }

  /** @throws {VouchedForElsewhere} */
  private async vouchFor(em: EntityManager, brandId: string, userId: string): Promise<void> {
    const [standing] = await this.sql.runIn(em, STANDING, [brandId, userId]);
    if (standing?.isVouched) return;
    if (standing?.isElsewhere) throw new VouchedForElsewhere();
    await this.users.startAnewIn(em, userId, brandId);
  }

  /** @throws {NotFound} */
  private async role(em: EntityManager, brandId: string, id: string): Promise<void> {
    const role = await em.findOne(BrandRole, { id, ...own(brandId) });
    if (!role) throw NotFound.of('BrandRole', id);
  }

  /** By their id only those are found who have to do with the tenant. @throws {NotFound} */
  private async userFor(em: EntityManager, brandId: string, input: AddMemberDto): Promise<string> {
    const { email, first_name, last_name } = input;
    if (typeof email === 'string')
      return this.users.findOrCreateIn(em, brandId, { email, first_name, last_name });
    const id = String(input.user);
    const [found] = await this.sql.runIn(em, FIND_IN_TENANT, [brandId, id]);
    if (!found) throw NotFound.of('User', id);
    return found.id;
  }
}

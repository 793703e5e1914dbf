import type { EntityManager } from '@mikro-orm/core';
import { BrandRoleMember } from './brand-role.entity.js';
import { Brand } from './brand.entity.js';

/** The user has a role in `brand` or above it. */
export async function hasRole(em: EntityManager, userId: string, brand: Brand): Promise<boolean> {
  return (await em.count(BrandRoleMember, { user: userId, role: { brand: { $in: brand.lineage() } } })) > 0;
}

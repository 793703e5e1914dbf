import type { EntityManager } from '@mikro-orm/core';
import { BrandRoleMember } from './brand-role.entity.js';
import { Brand } from './brand.entity.js';

/** Loads the whole line above `brand` by one query; `parent` is then populated all the way up. */
export async function loadAncestors(em: EntityManager, brand: Brand): Promise<void> {
  if (brand.ancestors.length > 0) await em.find(Brand, { id: { $in: brand.ancestors } });
}

/** The user has a role in `brand` or above it. */
export async function hasRole(em: EntityManager, userId: string, brand: Brand): Promise<boolean> {
  return (await em.count(BrandRoleMember, { user: userId, role: { brand: { $in: brand.lineage() } } })) > 0;
}

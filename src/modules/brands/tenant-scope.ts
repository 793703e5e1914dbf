import type { Brand } from './brand.entity.js';

// The two ways in which a row can belong to a tenant, for the ORM and for SQL. CONTRIBUTING.md says which to take.

/** Own: the live rows of exactly this brand. */
export const own = (brandId: string) => ({ brand: brandId, deletedAt: null });

export const ownSql = (row: string, brandId: string): string =>
  `${row}.brand_id = ${brandId} and ${row}.deleted_at is null`;

/** Brand and below: this brand, and those that have it above them, as far as they live. */
export const brandAndBelow = (brandId: string) => ({
  deletedAt: null,
  $or: [{ id: brandId }, { ancestors: { $contains: [brandId] } }],
});

/** The same of several brands. */
export const brandsAndBelow = (brandIds: readonly string[]) => ({
  deletedAt: null,
  $or: [{ id: { $in: [...brandIds] } }, { ancestors: { $overlap: [...brandIds] } }],
});

export const brandsAndBelowSql = (brand: string, brandIds: string): string =>
  `(${brand}.deleted_at is null
    and (${brand}.id = any(${brandIds}::uuid[]) or ${brand}.ancestors && ${brandIds}::uuid[]))`;

/**
 * Brand and below as users have it by their roles: memberships that let the user act in `brand`. A role that is deleted,
 * or whose brand is, counts no more, and neither does a user who is.
 */
export const membershipFor = (userId: string, brand: Brand) => ({
  user: { id: userId, deletedAt: null },
  role: { deletedAt: null, brand: { id: { $in: brand.lineage() }, deletedAt: null } },
});

/** To select from: `member`s whose `role` is live, and the brand of that. */
export const LIVE_MEMBERSHIP = `brand_role_members member
  join brand_roles role on role.id = member.role_id and role.deleted_at is null
  join brands held on held.id = role.brand_id and held.deleted_at is null`;

/** The user has to be a live one. */
export const hasRoleSql = (userId: string, brand: string): string => `exists (
  select from ${LIVE_MEMBERSHIP} where member.user_id = ${userId} and role.brand_id = any(${brand}.id || ${brand}.ancestors))`;

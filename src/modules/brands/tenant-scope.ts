import type { Brand } from './brand.entity.js';

// The two ways in which a row can belong to a tenant, for the ORM and for SQL. CONTRIBUTING.md says which to take.

/** Own: the live rows of exactly this brand. */
export const own = (brandId: string) => ({ brand: brandId, deletedAt: null });

export const ownSql = (row: string, brandId: string): string =>
  `${row}.brand_id = ${brandId} and ${row}.deleted_at is null`;

/** Brand and below: this brand, and those that have it above them. */
export const brandAndBelow = (brandId: string) => ({
  $or: [{ id: brandId }, { ancestors: { $contains: [brandId] } }],
});

export const brandAndBelowSql = (brand: string, brandId: string): string =>
  `(${brand}.id = ${brandId}::uuid or ${brand}.ancestors @> array[${brandId}::uuid])`;

/** Brand and below as users have it by their roles: memberships that let the user act in `brand`. */
export const membershipFor = (userId: string, brand: Brand) => ({
  user: userId,
  role: { brand: { $in: brand.lineage() } },
});

export const hasRoleSql = (userId: string, brand: string): string => `exists (
  select from brand_role_members member join brand_roles role on role.id = member.role_id
  where member.user_id = ${userId} and role.brand_id = any(${brand}.id || ${brand}.ancestors))`;

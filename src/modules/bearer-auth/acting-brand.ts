import { hasRoleSql } from '../brands/tenant-scope.js';

/** Whom a credential that was found acts for, and what that user may do in the acting brand. */
export interface FoundBearer {
  readonly userId: string;
  /** The brand that the credential is at home in. */
  readonly brandId: string;
  readonly actingBrandId: string;
  readonly actingBrandExists: boolean;
  readonly hasRole: boolean;
}

/** SQL: the rest of a statement that has found a credential as `row`. @param brand the acting one; null: its own */
export const withActingBrand = (columns: string, row: string, brand: string): string =>
  `select ${columns}, coalesce(acting.id, ${brand}::uuid) as "actingBrandId",
          acting.id is not null as "actingBrandExists", ${hasRoleSql(`${row}.user_id`, 'acting')} as "hasRole"
   from ${row} left join brands acting on acting.id = coalesce(${brand}::uuid, ${row}.brand_id) and acting.deleted_at is null`;

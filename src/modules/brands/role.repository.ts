import { statement } from '../../database/statement.js';
import { OWNER } from './brand-role.entity.js';
import { rootBrandSql } from './root-brand.js';
import { LIVE_MEMBERSHIP, ownSql } from './tenant-scope.js';

/** Deletes the role `$2` of the brand `$1`; its members then have it no more. The role of Owners stays. */
export const DELETE_ROLE = statement<{ readonly isDeleted: boolean }>(
  'delete_role',
  `with deleted as (
     update brand_roles role set deleted_at = now(), updated_at = now()
     where role.id = $2 and ${ownSql('role', '$1')} and role.role <> '${OWNER}'
     returning role.id
   )
   select exists (select from deleted) as "isDeleted"
   from brand_roles role where role.id = $2 and ${ownSql('role', '$1')}`,
);

/** The live user `$2`, if it has a role somewhere in the tree that the brand `$1` is of. */
export const FIND_IN_TENANT = statement<{ readonly id: string }>(
  'find_user_in_tenant',
  `select users.id from users
   where users.id = $2 and users.deleted_at is null and exists (
     select from ${LIVE_MEMBERSHIP} join brands acting on acting.id = $1
     where member.user_id = users.id and member.line[1] = ${rootBrandSql('acting')}
   )`,
);

const hasRole = (where: string): string => `exists (
    select from ${LIVE_MEMBERSHIP} where member.user_id = users.id and ${where})`;

/** What has to be known of a user before the brand `$1` gives a role to the user `$2`, who is locked. */
export const STANDING = statement<{
  /** This brand, or one above it, vouches for the user; or nobody has to, and the user has to do with no other brand. */
  readonly isVouched: boolean;
  /** The user has a role in a brand that is neither this one nor below it. */
  readonly isElsewhere: boolean;
}>(
  'standing_of_user',
  `select case when users.vouched_by_id is null
            then not ${hasRole('not acting.id = any(member.line) and not role.brand_id = any(acting.ancestors)')}
            else users.vouched_by_id = any(acting.id || acting.ancestors)
          end as "isVouched",
          ${hasRole('not acting.id = any(member.line)')} as "isElsewhere"
   from users, brands acting where users.id = $2 and acting.id = $1
   for no key update of users`,
);

/** Whoever has the role already keeps it. */
export const ADD_MEMBER = statement(
  'add_member',
  `insert into brand_role_members (role_id, user_id) values ($1, $2) on conflict do nothing`,
);

/** Takes the role `$2` of the brand `$1` from the user `$3`. */
export const REMOVE_MEMBER = statement<{ readonly id: string }>(
  'remove_member',
  `delete from brand_role_members member using brand_roles role
   where role.id = $2 and ${ownSql('role', '$1')} and member.role_id = role.id and member.user_id = $3
   returning member.user_id as id`,
);

/**
 * Whether the user `$2` may be invited by the brand `$1`: has no password yet, and no role but in this brand and below.
 * An invitation makes whoever holds it that user; in brands above, and in those of others, that would be a way in.
 */
export const MAY_BE_INVITED = statement<{ readonly may: boolean }>(
  'may_be_invited',
  `select not exists (select from passwords where user_id = $2)
      and not exists (select from brand_role_members where user_id = $2 and not $1::uuid = any(line)) as may`,
);

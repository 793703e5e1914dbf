import { type RowOf, SelectList } from '../../database/select-list.js';
import { shortStatement } from '../../database/statement.js';
import { hasRoleSql } from '../brands/tenant-scope.js';
import { SecretKey } from './secret-key.entity.js';

const KEY = new SelectList(SecretKey, ['user', 'brand', 'secretHash']);

/** A live key of a live user, and what its user may do in the acting brand. */
export interface FoundKey extends RowOf<typeof KEY> {
  readonly actingBrandId: string;
  readonly actingBrandExists: boolean;
  readonly hasRole: boolean;
}

/**
 * `$1` a key's prefix, `$2` the hash of what was sent, `$3` the acting brand, by default the key's own. `last_used_at`
 * moves at most once a minute: a key in heavy use must not rewrite its row on every request.
 */
export const FIND_KEY = shortStatement<FoundKey>(
  'find_secret_key',
  `with key as (
     select secret_keys.* from secret_keys
     join users on users.id = secret_keys.user_id and users.deleted_at is null
     where prefix = $1 and secret_keys.deleted_at is null and (expires_at is null or expires_at > now())
   ), used as (
     update secret_keys set last_used_at = now()
     where id = (select id from key where secret_hash = $2)
       and (last_used_at is null or last_used_at < now() - interval '1 minute')
   )
   select ${KEY.of('key')}, coalesce(acting.id, $3::uuid) as "actingBrandId",
          acting.id is not null as "actingBrandExists", ${hasRoleSql('key.user_id', 'acting')} as "hasRole"
   from key left join brands acting on acting.id = coalesce($3::uuid, key.brand_id) and acting.deleted_at is null`,
);

import { type RowOf, SelectList } from '../../database/select-list.js';
import { shortStatement } from '../../database/statement.js';
import { type FoundBearer, withActingBrand } from './acting-brand.js';
import { SecretKey } from './secret-key.entity.js';

const KEY = new SelectList(SecretKey, ['id', 'user', 'brand', 'secretHash']);

/** A live key of a live user, and what its user may do in the acting brand. */
export type FoundKey = RowOf<typeof KEY> & FoundBearer;

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
   ${withActingBrand(KEY.of('key'), 'key', '$3')}`,
);

import { type RowOf, SelectList } from '../../database/select-list.js';
import { shortStatement, statement } from '../../database/statement.js';
import { type FoundBearer, withActingBrand } from './acting-brand.js';
import { AccessToken, RefreshToken, TokenFamily } from './token-family.entity.js';
import { ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME } from './token-lifetimes.js';

const FAMILY = new SelectList(TokenFamily, ['user', 'brand']);
const TOKEN = new SelectList(AccessToken, ['tokenHash']);

/** A live access token of a live user, and what its user may do in the acting brand. */
export type FoundToken = RowOf<typeof FAMILY> & RowOf<typeof TOKEN> & FoundBearer;

/** `$1` a token's prefix, `$2` the acting brand, by default the token's own. A token ends with the key it came of. */
export const FIND_ACCESS_TOKEN = shortStatement<FoundToken>(
  'find_access_token',
  `with token as (
     select access.token_hash, family.user_id, family.brand_id from access_tokens access
     join token_families family on family.id = access.family_id
     join users on users.id = family.user_id and users.deleted_at is null
     left join secret_keys key on key.id = family.secret_key_id
     where access.prefix = $1 and access.expires_at > now()
       and key.deleted_at is null and (key.expires_at is null or key.expires_at > now())
   )
   ${withActingBrand(`${TOKEN.of('token')}, ${FAMILY.of('token')}`, 'token', '$2')}`,
);

const REFRESH_TOKEN = new SelectList(RefreshToken, ['tokenHash']);

/** The live refresh token with the prefix `$1`, used or not, and the user of its family. */
export const FIND_REFRESH_TOKEN = statement<RowOf<typeof REFRESH_TOKEN> & { readonly userId: string }>(
  'find_refresh_token',
  `select ${REFRESH_TOKEN.of('refresh')}, family.user_id as "userId" from refresh_tokens refresh
   join token_families family on family.id = refresh.family_id
   join users on users.id = family.user_id and users.deleted_at is null
   where refresh.prefix = $1 and refresh.expires_at > now()`,
);

const after = (seconds: number): string => `now() + interval '${seconds} seconds'`;

const addAccessToken = (source: string): string =>
  `insert into access_tokens (prefix, family_id, token_hash, expires_at)
   select $1, ${source}.id, $2, ${after(ACCESS_TOKEN_LIFETIME)} from ${source}`;

const addRefreshToken = (source: string): string =>
  `insert into refresh_tokens (prefix, family_id, token_hash, expires_at)
   select $3, ${source}.id, $4, ${after(REFRESH_TOKEN_LIFETIME)} from ${source}`;

/** Families that nobody renewed are deleted by the way, with all their tokens; nothing is waited for. */
const SWEEP = `outdated as (
     select id from token_families where expires_at < now() limit 20 for update skip locked
   ), swept as (
     delete from token_families using outdated where token_families.id = outdated.id
   )`;

/**
 * Begins a family of the user `$6` in the brand `$7`, with the access token `$1`, `$2` and the refresh token `$3`, `$4`; `$5` is its id.
 * No row: the password with the hash `$8`, which was right a moment ago, was replaced. Whoever replaces it waits for
 * this, and then ends the family.
 */
export const SIGN_IN = statement<{ readonly id: string }>(
  'sign_in',
  `with verified as materialized (
     select user_id from passwords where user_id = $6 and hash = $8 for share
   ), family as (
     insert into token_families (id, user_id, brand_id, expires_at)
     select $5, user_id, $7, ${after(REFRESH_TOKEN_LIFETIME)} from verified
     returning id
   ), access as (${addAccessToken('family')}), refresh as (${addRefreshToken('family')}), ${SWEEP}
   select id from family`,
);

/** Begins a family of the secret key `$4` with the access token `$1`, `$2` and nothing to renew it with; `$3` is its id. */
export const SIGN_IN_BY_KEY = statement<{ readonly id: string }>(
  'sign_in_by_key',
  `with family as (
     insert into token_families (id, user_id, brand_id, secret_key_id, expires_at)
     select $3, key.user_id, key.brand_id, key.id, ${after(ACCESS_TOKEN_LIFETIME)}
     from secret_keys key where key.id = $4
     returning id
   ), access as (${addAccessToken('family')}), ${SWEEP}
   select id from family`,
);

/**
 * Uses the refresh token with the prefix `$5` and the hash `$6` for the access token `$1`, `$2` and the refresh token
 * `$3`, `$4`, in the brand `$7`. One that was used before ends its family, and there is no row. The family is locked
 * first, so that of two calls with one token the second sees what the first did.
 */
export const REFRESH = statement<{ readonly id: string }>(
  'refresh_tokens',
  `with presented as materialized (
     select family.id, refresh.prefix from refresh_tokens refresh
     join token_families family on family.id = refresh.family_id
     where refresh.prefix = $5 and refresh.token_hash = $6 and refresh.expires_at > now()
     for no key update of family
   ), used as (
     update refresh_tokens set used_at = now()
     where prefix = (select prefix from presented) and used_at is null
     returning family_id as id
   ), reused as (
     delete from token_families
     where id = (select id from presented) and not exists (select from used)
   ), renewed as (
     update token_families set brand_id = $7, expires_at = ${after(REFRESH_TOKEN_LIFETIME)}
     where id = (select id from used)
   ), stale_access as (
     delete from access_tokens where family_id = (select id from used) and expires_at < now()
   ), stale_refresh as (
     delete from refresh_tokens where family_id = (select id from used) and expires_at < now()
   ), access as (${addAccessToken('used')}), refresh as (${addRefreshToken('used')}), ${SWEEP}
   select id from used`,
);

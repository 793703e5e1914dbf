import { statement } from '../../database/statement.js';

/**
 * Claims a key: `$1` brand, `$2` operation, `$3` key, `$4` hash of the body, `$5` id of what will be made. Waits while another
 * transaction holds the key. No row: it is taken. A key older than a day counts as free.
 *
 * Others are swept only after the claim, which `claimed.count` sees to: two that sweep each other's key before they claim
 * their own would wait for each other.
 */
export const CLAIM_KEY = statement(
  'claim_idempotency_key',
  `with claim as (
     insert into idempotency_keys as k (brand_id, operation, key, body_hash, result_id)
     values ($1, $2, $3, $4, $5)
     on conflict (brand_id, operation, key) do update
       set body_hash = excluded.body_hash, result_id = excluded.result_id, created_at = now()
       where k.created_at < now() - interval '24 hours'
     returning key
   ), claimed as materialized (
     select count(*) as count from claim
   ), outdated as (
     select k.brand_id, k.operation, k.key from idempotency_keys k
     where k.created_at < now() - interval '24 hours' and (select count from claimed) > 0
       and (k.brand_id, k.operation, k.key) <> ($1::uuid, $2::text, $3::text)
     limit 20 for update of k skip locked
   ), swept as (
     delete from idempotency_keys k using outdated o
     where k.brand_id = o.brand_id and k.operation = o.operation and k.key = o.key
   )
   select key from claim`,
);

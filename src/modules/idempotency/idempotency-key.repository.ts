import { type RowOf, SelectList } from '../../database/select-list.js';
import { statement } from '../../database/statement.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

const KEPT = new SelectList(IdempotencyKey, ['bodyHash', 'answer', 'tag', 'isUnderWay']);

export type KeptCall = RowOf<typeof KEPT>;

/** `$1` the call: whether no other one like it is under way. It stays so until the transaction ends. */
export const ENTER_CALL = statement<{ readonly isFree: boolean }>(
  'enter_idempotent_call',
  `select pg_try_advisory_xact_lock(('x' || encode(substring($1::bytea for 8), 'hex'))::bit(64)::bigint) as "isFree"`,
);

/**
 * What the call `$1` was answered, if that was within a day. It is a statement of its own, to see what was committed
 * before the call was entered.
 */
export const KEPT_CALL = statement<KeptCall>(
  'kept_idempotent_call',
  `select ${KEPT.of('k')} from idempotency_keys k
   where k.call = $1 and k.created_at > now() - interval '24 hours'`,
);

/**
 * Notes that the call `$1` is under way, `$2` its route and `$3` its brand. No row: it is so already, or was answered within a
 * day. One that was killed is forgotten after ten minutes.
 */
export const BEGIN_CALL = statement<object>(
  'begin_idempotent_call',
  `insert into idempotency_keys as k (call, route, brand_id, body_hash, is_under_way)
   values ($1, $2, $3, '', true)
   on conflict (call) do update
     set brand_id = excluded.brand_id, body_hash = '', answer = null, tag = null, is_under_way = true, created_at = now()
     where k.created_at < now() - interval '24 hours'
        or (k.is_under_way and k.created_at < now() - interval '10 minutes')
   returning k.call`,
);

/** The call `$1` did nothing, and may be made again. */
export const ABANDON_CALL = statement(
  'abandon_idempotent_call',
  'delete from idempotency_keys where call = $1 and is_under_way',
);

/**
 * Keeps the answer of the call `$1`, which was entered: `$2` route, `$3` brand, `$4` hash of the body, `$5` answer, `$6` entity
 * tag. Some that are outdated are swept by the way.
 */
export const KEEP_CALL = statement(
  'keep_idempotent_call',
  `with outdated as (
     select o.call from idempotency_keys o
     where o.created_at < now() - interval '24 hours' and o.call <> $1::bytea
     limit 20 for update of o skip locked
   ), swept as (
     delete from idempotency_keys k using outdated o where k.call = o.call
   )
   insert into idempotency_keys (call, route, brand_id, body_hash, answer, tag)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (call) do update
     set brand_id = excluded.brand_id, body_hash = excluded.body_hash, answer = excluded.answer, tag = excluded.tag,
         is_under_way = false, created_at = now()`,
);

/**
 * Lets go of answers to calls that name the id `$1`, or that mention it, of calls in the brand `$2` or above it, or without a brand.
 */
export const FORGET_ANSWERS = statement(
  'forget_idempotent_answers',
  `delete from idempotency_keys k
   where (strpos(k.route, $1::text) > 0 or strpos(k.answer, $1::text) > 0)
     and (k.brand_id is null or k.brand_id in (select unnest(b.id || b.ancestors) from brands b where b.id = $2))`,
);

import { statement } from '../../database/statement.js';
import { brandsAndBelowSql, LIVE_MEMBERSHIP } from './tenant-scope.js';

/**
 * Locks the brand `$1` if it is live, and is one of `$2` or stands below one. Whoever refers to a brand has a key-share lock on
 * it, by the foreign key; `no key update` lets those be, where `update` would wait for them, and they for it.
 */
export const LOCK_BRAND = statement<{ readonly id: string }>(
  'lock_brand',
  `select b.id from brands b
   where b.id = $1 and ${brandsAndBelowSql('b', '$2')}
   for no key update`,
);

/**
 * Locks the tree of the brand `$1`: alone where `$2`, to move a brand, else shared, to put another one into it. It comes
 * before the lock of any brand.
 */
export const LOCK_TREE = statement('lock_brand_tree', 'select lock_brand_tree($1::uuid, $2::boolean)');

/** Sorts behind every uuid of a brand. */
const LAST = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;

/** The first live membership of the user `$1` beyond a line, in the order in which a brand precedes all those below it. */
const nextLine = (beyond: string): string =>
  `select member.line from ${LIVE_MEMBERSHIP} where member.user_id = $1 ${beyond} order by member.line limit 1`;

/**
 * The brands in which the user `$1` has a role and not already one above: none of them is below another one. Whoever
 * makes brands has a role in each, so it is not their number that this takes steps for: from a brand it skips to the
 * first one that is not below it.
 */
const TOPMOST = `with recursive topmost as (
     (${nextLine('')})
     union all
     select next.line from topmost cross join lateral (${nextLine(`and member.line > topmost.line || ${LAST}`)}) next
   )`;

export const TOPMOST_BRANDS = statement<{ readonly id: string }>(
  'topmost_brands',
  `${TOPMOST}
   select line[cardinality(line)] as id from topmost`,
);

/** The one of them that the user has had a role in for longest: where the user is at home. */
export const HOME_BRAND = statement<{ readonly id: string }>(
  'home_brand',
  `${TOPMOST}
   select role.brand_id as id from topmost, ${LIVE_MEMBERSHIP}
   where member.user_id = $1 and member.line = topmost.line
   order by member.created_at, member.line limit 1`,
);

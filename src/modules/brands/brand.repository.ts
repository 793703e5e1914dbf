import { statement } from '../../database/statement.js';
import { brandAndBelowSql } from './tenant-scope.js';

/**
 * Locks the brand `$1` if it is live, and is `$2` or stands below it. Whoever refers to a brand has a key-share lock on
 * it, by the foreign key; `no key update` lets those be, where `update` would wait for them, and they for it.
 */
export const LOCK_BRAND = statement<{ readonly id: string }>(
  'lock_brand',
  `select b.id from brands b
   where b.id = $1 and b.deleted_at is null and ${brandAndBelowSql('b', '$2')}
   for no key update`,
);

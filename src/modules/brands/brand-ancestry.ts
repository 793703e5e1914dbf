import { type EntityManager, raw } from '@mikro-orm/core';
import { Brand } from './brand.entity.js';

/**
 * Loads brands with the whole lines above them; `parent` is then populated all the way up. One statement reads them all,
 * those that were loaded before as well: a brand may move between two statements.
 */
export async function loadLines(em: EntityManager, brandIds: readonly string[]): Promise<Brand[]> {
  const lines = raw('(select unnest(id || ancestors) from brands where id = any(?::uuid[]))', [
    `{${brandIds.join()}}`,
  ]);
  return brandIds.length === 0 ? [] : em.find(Brand, { id: { $in: lines } }, { refresh: true });
}

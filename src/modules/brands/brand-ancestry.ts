import type { EntityManager } from '@mikro-orm/core';
import { Brand } from './brand.entity.js';

/** Loads the whole lines above `brands` by one query; `parent` is then populated all the way up. */
export async function loadAncestors(em: EntityManager, ...brands: readonly Brand[]): Promise<void> {
  const ancestors = [...new Set(brands.flatMap((brand) => brand.ancestors))];
  if (ancestors.length > 0) await em.find(Brand, { id: { $in: ancestors } });
}

import type { EntityManager } from '@mikro-orm/core';
import { Brand } from './brand.entity.js';

/** Loads the whole line above `brand` by one query; `parent` is then populated all the way up. */
export async function loadAncestors(em: EntityManager, brand: Brand): Promise<void> {
  if (brand.ancestors.length > 0) await em.find(Brand, { id: { $in: brand.ancestors } });
}

import { violates } from '../../database/database-errors.js';
import { Conflict, ValidationFailed } from '../../http/errors/errors.js';
import { MAX_LEVELS } from './brand.entity.js';

const UNFIT_PARENTS = {
  brands_no_cycle: 'must not be the brand itself or one below it',
  brands_one_tree: 'must be a brand of the same tree; a root stays a root',
  brands_levels: `must stand high enough for all that moves to stay within ${MAX_LEVELS} levels`,
};

/** What the database says of a brand that cannot stand where it was to be put, as a client is told it. */
export function misplacedBrand(error: unknown): unknown {
  const broken = Object.entries(UNFIT_PARENTS).find(([constraint]) => violates(error, constraint));
  return broken ? ValidationFailed.at('parent', broken[1]) : error;
}

export class FirstBrandStays extends Conflict {
  constructor() {
    super('The brand that the instance began with cannot be deleted');
  }
}

export class BrandHasChildren extends Conflict {
  constructor(id: string) {
    super(`Brand ${id} has brands below it`);
  }
}

/** The same of a brand that cannot be deleted. */
export function keptBrand(error: unknown, id: string): unknown {
  if (violates(error, 'brands_first_stays')) return new FirstBrandStays();
  return violates(error, 'brands_childless') ? new BrandHasChildren(id) : error;
}

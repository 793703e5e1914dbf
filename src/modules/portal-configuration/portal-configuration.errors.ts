import { violates } from '../../database/database-errors.js';
import { Conflict, ValidationFailed } from '../../http/errors/errors.js';
import { overfullMeta } from '../resources/resources.errors.js';

export class SlugTaken extends Conflict {
  constructor(slug: string) {
    super(`slug ${slug} belongs to another portal`);
  }
}

export class BrandHasPortal extends Conflict {
  constructor(brandId: string) {
    super(`brandId ${brandId} is a brand that has a portal already`);
  }
}

export class UnknownBlueprint extends ValidationFailed {
  constructor() {
    super([{ path: 'blueprintId', message: 'must be a blueprint of this token' }]);
  }
}

/** What it means that the database refused a portal. */
export function portalRefusal(error: unknown, slug = '', brandId = ''): unknown {
  if (violates(error, 'portals_slug')) return new SlugTaken(slug);
  if (violates(error, 'portals_one_per_brand')) return new BrandHasPortal(brandId);
  if (violates(error, 'portals_blueprint_id_foreign')) return new UnknownBlueprint();
  return overfullMeta(error, 'portals');
}

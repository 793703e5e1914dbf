import { NotFound } from '../../http/errors/errors.js';

export class BrandHasNoPortal extends NotFound {
  constructor(brandId: string) {
    super(`Portal for brand ${brandId} not found`);
  }
}

export class NoPortalAtHostname extends NotFound {
  constructor(hostname: string) {
    super(`Portal with hostname ${hostname} not found`);
  }
}

import { NotFound, PortalTokenNeeded } from '../../http/errors/errors.js';

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

export class NotThisPortalsToken extends PortalTokenNeeded {
  constructor() {
    super('The token is not the one of this portal');
  }
}

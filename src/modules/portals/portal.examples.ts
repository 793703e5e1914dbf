import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

/** The portal of the demo data, before it has a hostname. */
export const PORTAL_EXAMPLE = {
  id: EXAMPLE_IDS.portal,
  type: 'portal',
  created_at: 1778872279.349493,
  updated_at: 1778872279.349493,
  deleted_at: null,
  hostnames: null,
};

export const PORTAL_WITH_TOKEN_EXAMPLE = { ...PORTAL_EXAMPLE, token: '3f0b6c1e-53a5-4d0e-9d6c-8f5f5e0b8a11' };

export const NO_PORTAL = `Portal for brand ${EXAMPLE_IDS.brand} not found`;

export const UNKNOWN_PORTAL = `Portal ${EXAMPLE_IDS.portal} not found`;

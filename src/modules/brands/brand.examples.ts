import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

/** The brand of the demo data. */
export const BRAND_EXAMPLE = {
  id: EXAMPLE_IDS.brand,
  created_at: 1778872278.764919,
  updated_at: 1778872278.764919,
  palette: null,
  assets: null,
  messages: null,
  parent: null,
  name: 'PortalTestBrand',
  deleted_at: null,
  training: false,
  brand_type: 'Brokerage',
  parents: null,
  type: 'brand',
  hostnames: null,
  member_count: 1,
  base_url: 'http://localhost:3000',
};

export const BRAND_INPUT = { name: 'Lakeside Homes', brand_type: 'Brokerage' };

export const BRAND_CHANGE = { palette: { primary: '#0a5c8a', type: 'brand_palette' } };

export const NO_BRAND = `Brand ${EXAMPLE_IDS.brand} not found`;

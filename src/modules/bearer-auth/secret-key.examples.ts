import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

/** A key of the demo data; nobody knows its secret. */
export const SECRET_KEY_EXAMPLE = {
  id: EXAMPLE_IDS.secretKey,
  type: 'secret_key',
  name: 'Web site',
  brand: EXAMPLE_IDS.brand,
  prefix: 'sk_DEMO-DEMO-',
  created_at: 1778872278.764919,
  last_used_at: null,
  expires_at: null,
};

export const CREATED_KEY_EXAMPLE = {
  ...SECRET_KEY_EXAMPLE,
  secret: 'sk_DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DE',
};

export const NO_KEY = `SecretKey ${EXAMPLE_IDS.secretKey} not found`;

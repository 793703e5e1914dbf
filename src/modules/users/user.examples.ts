import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

/** The owner that the demo data begins with. */
export const USER_EXAMPLE = {
  id: EXAMPLE_IDS.user,
  type: 'user',
  email: 'owner@localhost',
  first_name: 'Owner',
  last_name: null,
  phone_number: null,
  created_at: 1778872278.764919,
  updated_at: 1778872278.764919,
  deleted_at: null,
  brand: EXAMPLE_IDS.brand,
};

/** What was never issued. */
export const INVITATION_EXAMPLE = 'it_DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DE';

export const PASSWORD_EXAMPLE = 'four words nobody guesses';

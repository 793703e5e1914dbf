import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { INVITATION_EXAMPLE, USER_EXAMPLE } from '../users/user.examples.js';
import { BRAND_EXAMPLE } from './brand.examples.js';

/** A role of the demo data, which its owner has. */
export const ROLE_EXAMPLE = {
  id: EXAMPLE_IDS.role,
  type: 'brand_role',
  role: 'Agents',
  acl: ['CRM', 'Showings'],
  brand: EXAMPLE_IDS.brand,
  created_at: 1778872278.764919,
  updated_at: 1778872278.764919,
  deleted_at: null,
};

export const OWN_ROLE_EXAMPLE = { ...ROLE_EXAMPLE, brand: BRAND_EXAMPLE };

export const ROLE_INPUT = { role: 'Marketing', acl: ['Marketing'] };

export const MEMBER_INPUT = { email: 'ava.agent@example.com', first_name: 'Ava', last_name: 'Agent' };

export const ADDED_MEMBER_EXAMPLE = {
  ...USER_EXAMPLE,
  ...MEMBER_INPUT,
  id: '019e2d0c-f0c3-7c19-9d6e-51a0f4b8c2d7',
  invitation: INVITATION_EXAMPLE,
};

export const NO_ROLE = `BrandRole ${EXAMPLE_IDS.role} not found`;

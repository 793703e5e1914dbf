import { BRAND_EXAMPLE } from '../brands/brand.examples.js';

/** The portal of the demo data, before it has a hostname. */
export const PORTAL_EXAMPLE = {
  id: '996a4087-4141-40f3-94cd-49d6462af666',
  type: 'portal',
  created_at: 1778872279.349493,
  updated_at: 1778872279.349493,
  deleted_at: null,
  hostnames: null,
};

const { id, ...rest } = PORTAL_EXAMPLE;
export const PORTAL_WITH_BRAND_EXAMPLE = { id, brand: BRAND_EXAMPLE, ...rest };
export const PORTAL_WITH_TOKEN_EXAMPLE = { ...PORTAL_EXAMPLE, token: '3f0b6c1e-53a5-4d0e-9d6c-8f5f5e0b8a11' };

export const BRAND_PARAMETER = {
  name: 'brand',
  description: 'Id of the brand',
  schema: { type: 'string', format: 'uuid' },
  example: BRAND_EXAMPLE.id,
} as const;

export const PORTAL_PARAMETER = {
  name: 'id',
  description: 'Id of the portal',
  schema: { type: 'string', format: 'uuid' },
  example: PORTAL_EXAMPLE.id,
} as const;

export const CONTACT_PARAMETER = {
  name: 'contact',
  description: 'Id of the contact',
  schema: { type: 'string', format: 'uuid' },
  example: 'c9547e48-062a-4277-a9d0-b23e551c66d9',
} as const;

export const HOSTNAME_PARAMETER = {
  name: 'hostname',
  required: true,
  description: 'Hostname to look up; at least 5 characters',
  schema: { type: 'string', minLength: 5, maxLength: 1024 },
  example: 'portal-testhost',
} as const;

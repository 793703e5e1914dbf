import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

/** The default channel of the demo data. */
export const LEAD_CHANNEL_EXAMPLE = {
  id: EXAMPLE_IDS.leadChannel,
  name: 'Default Route',
  brand: EXAMPLE_IDS.brand,
  capture_number: null,
  mls: null,
  is_default: true,
  type: 'lead_channel',
  created_at: 1778872279.310207,
  updated_at: 1778872279.310207,
  deleted_at: null,
  last_capture_date: null,
  rules_count: '1',
  title: null,
};

/** The other one, which can be deleted. */
export const OPEN_HOUSES = {
  ...LEAD_CHANNEL_EXAMPLE,
  id: '019e2d0c-e13c-7c55-8f3e-2b9d1c6a4e02',
  name: 'Open Houses',
  is_default: false,
  created_at: 1778872279.356114,
  updated_at: 1778872279.356114,
};

export const LEAD_CHANNEL_INPUT = {
  name: 'Open Houses',
  capture_number: '+12025550167',
  title: 'Met at an open house',
};

export const NO_LEAD_CHANNEL = `LeadChannel ${OPEN_HOUSES.id} not found`;

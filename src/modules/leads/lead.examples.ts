import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

export const LEAD_INPUT = {
  first_name: 'Sam',
  last_name: 'Caller',
  email: 'sam@example.com',
  phone_number: '(202) 555-0171',
  tag: ['Buyer'],
  lead_source: 'Lakeside landing page',
  note: 'Is it still for sale?',
  listing: { mls_number: '20123456', mls: 'NTREIS' },
  referer_url: 'https://www.example.com/homes/20123456',
};

const { tag: tags, ...said } = LEAD_INPUT;

export const LEAD_EXAMPLE = {
  id: '019e2d0c-eb52-7f3e-9a4d-7c1b5e0d2f10',
  type: 'lead',
  contact: EXAMPLE_IDS.contact,
  lead_channel: EXAMPLE_IDS.leadChannel,
  raw_payload: LEAD_INPUT,
  parsed_payload: { ...said, phone_number: '+12025550171', tags },
  source_type: null,
  created_at: 1778872281.938204,
};

export const NO_CHANNEL = `LeadChannel ${EXAMPLE_IDS.leadChannel} not found`;

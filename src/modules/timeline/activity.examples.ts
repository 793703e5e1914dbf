import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

/** A visit of the demo data's contact. */
export const ACTIVITY_EXAMPLE = {
  id: '4d27c9ea-4540-4443-a512-091a9fce4eec',
  reference: EXAMPLE_IDS.contact,
  reference_type: 'Contact',
  created_at: 1778872281.904612,
  updated_at: 1778872281.904612,
  deleted_at: null,
  object: {},
  action: 'ContactLoggedIn',
  is_visible: true,
  brand: null,
  created_by: null,
  description: null,
  type: 'activity',
};

/** Bodies that work on the demo data. */
export const RECORD_ACTIVITY_EXAMPLES = {
  login: {
    summary: 'A stand-alone object',
    value: { action: 'ContactLoggedIn', object_class: 'contact_lead', object_sa: {} },
  },
  listing: {
    summary: 'A listing, by its number',
    value: {
      action: 'ContactViewedListing',
      listing: { mls_number: '20123456', mls: 'NTREIS' },
      notes: 'Looked at every picture',
    },
  },
  search: {
    summary: 'A search',
    value: { action: 'ContactSearchedListings', search: { postal_codes: ['75201'], minimum_bedrooms: 3 } },
  },
};

/** What the demo data's contact did, to those who look after it. */
export const CONTACT_ACTIVITY_EXAMPLE = {
  ...ACTIVITY_EXAMPLE,
  id: '019e2d0c-e4c8-7d11-8f5b-6f2d1f3b0c77',
  created_at: 1778872280.120455,
  updated_at: 1778872280.120455,
  action: 'ContactSignedUp',
  object_class: 'contact_lead',
};

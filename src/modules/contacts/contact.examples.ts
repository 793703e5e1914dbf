import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';

const CONTACT_ID = EXAMPLE_IDS.contact;
const USER_ID = '0b7f2f64-6d8e-4f0b-9d0e-5b1f7d4e2a90';

/** What a portal sends of a visitor who asked for a call. */
export const ADDED_ATTRIBUTES_INPUT = [
  { attribute_type: 'tag', text: 'PortalLead' },
  { attribute_type: 'phone_number', text: '+15555550123', label: 'Mobile' },
];

/** What that is answered with, of a contact that already has a primary phone number. */
export const ADDED_ATTRIBUTES_EXAMPLE = [
  {
    id: '69d67de7-defb-4d88-9ec8-39cfaea7b081',
    contact: CONTACT_ID,
    created_at: 1778872279.773458,
    updated_at: 1778872279.773458,
    deleted_at: null,
    label: null,
    is_primary: false,
    is_partner: false,
    index: null,
    created_by: null,
    updated_by: null,
    attribute_type: 'tag',
    text: 'PortalLead',
    date: null,
    address: null,
    type: 'contact_attribute',
  },
  {
    id: 'bc6fe9ff-c032-46c1-b1ee-92f7a44f7633',
    contact: CONTACT_ID,
    created_at: 1778872279.773606,
    updated_at: 1778872279.773606,
    deleted_at: null,
    label: 'Mobile',
    is_primary: false,
    is_partner: false,
    index: null,
    created_by: null,
    updated_by: null,
    attribute_type: 'phone_number',
    text: '+15555550123',
    date: null,
    address: null,
    type: 'contact_attribute',
  },
];

/** The contact of the demo data. */
export const CONTACT_EXAMPLE = {
  id: CONTACT_ID,
  type: 'contact',
  created_at: 1778872279.512004,
  updated_at: 1778872279.512004,
  deleted_at: null,
  created_by: USER_ID,
  updated_by: USER_ID,
  display_name: 'Dana Visitor',
  first_name: 'Dana',
  middle_name: null,
  last_name: 'Visitor',
  company: null,
  email: 'dana@example.com',
  emails: ['dana@example.com'],
  phone_number: '+12025550143',
  phone_numbers: ['+12025550143'],
  birthday: null,
  tags: ['Buyer'],
  profile_image_url: null,
  last_touch: null,
};

/** The same with what it is made of. */
export const CONTACT_WITH_ATTRIBUTES_EXAMPLE = {
  ...CONTACT_EXAMPLE,
  attributes: [
    {
      ...ADDED_ATTRIBUTES_EXAMPLE[0],
      id: '019e2d0c-e1d8-7c55-9a3e-0d3b6f2c7a11',
      created_by: USER_ID,
      updated_by: USER_ID,
      text: 'Buyer',
    },
  ],
};

export const CONTACT_TAG_EXAMPLE = { tag: 'buyer', text: 'Buyer', count: 1 };

/** What makes such a contact. */
export const CONTACT_INPUT = {
  attributes: [
    { attribute_type: 'first_name', text: 'Dana' },
    { attribute_type: 'last_name', text: 'Visitor' },
    { attribute_type: 'email', text: 'dana@example.com' },
    { attribute_type: 'phone_number', text: '+12025550143', label: 'Home' },
    { attribute_type: 'tag', text: 'Buyer' },
  ],
};

/** What a user is answered who adds them. */
export const ADDED_BY_USER_EXAMPLE = ADDED_ATTRIBUTES_EXAMPLE.map((attribute) => ({
  ...attribute,
  created_by: USER_ID,
  updated_by: USER_ID,
}));

/** What corrects a phone number and adds a tag. */
export const CONTACT_EDITS = [
  { id: EXAMPLE_IDS.attribute, label: 'Mobile' },
  { attribute_type: 'tag', text: 'Buyer' },
];

/** What corrects a phone number. */
export const ATTRIBUTE_CHANGE = { text: '+12025550143', label: 'Mobile' };

export const CHANGED_ATTRIBUTE_EXAMPLE = {
  ...ADDED_ATTRIBUTES_EXAMPLE[1],
  id: EXAMPLE_IDS.attribute,
  is_primary: true,
  created_by: USER_ID,
  updated_by: USER_ID,
  text: '+12025550143',
};

export const FOUND_CONTACT_EXAMPLE = {
  ...CONTACT_EXAMPLE,
  attributes: [CHANGED_ATTRIBUTE_EXAMPLE],
};

/** What a portal sends of a visitor who left an e-mail address. */
export const VISITOR_INPUT = {
  attributes: [
    { attribute_type: 'email', text: 'dana@example.com' },
    { attribute_type: 'source', text: 'Newsletter' },
  ],
};

export const NO_CONTACT = `Contact ${CONTACT_ID} not found`;

export const NO_ATTRIBUTE = `ContactAttribute ${EXAMPLE_IDS.attribute} not found`;

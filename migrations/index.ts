import { Migration20261121000001 } from './20261121000001-brands-portals-and-records.js';
import { Migration20261121000002 } from './20261121000002-portal-configuration.js';
import { Migration20261122000001 } from './20261122000001-first-brand-and-lines-of-roles.js';
import { Migration20261122000002 } from './20261122000002-listings-of-tenants.js';
import { Migration20261122000021 } from './20261122000021-bounds-of-lists.js';
import { Migration20261123000001 } from './20261123000001-counts-of-contacts.js';
import { Migration20261124000001 } from './20261124000001-roles-that-end.js';
import { Migration20261124000002 } from './20261124000002-sign-in.js';
import { Migration20261124000011 } from './20261124000011-brands-that-move.js';
import { Migration20261124000012 } from './20261124000012-leads.js';
import { Migration20261124000021 } from './20261124000021-one-attribute-per-value.js';
import { Migration20261124000031 } from './20261124000031-contacts-know-their-summary.js';
import { Migration20261124000032 } from './20261124000032-timelines-by-action.js';
import { Migration20261124000041 } from './20261124000041-criteria-of-listings.js';
import { Migration20261124000042 } from './20261124000042-untitled-searches.js';
import { Migration20261124000051 } from './20261124000051-answers-of-repeated-calls.js';
import { Migration20261124000052 } from './20261124000052-former-tokens-of-portals.js';
import { Migration20261124000061 } from './20261124000061-who-vouches-for-users.js';

/** All migrations, in the order they run. */
export const migrations = [
  { name: '20261121000001_brands_portals_and_records', class: Migration20261121000001 },
  { name: '20261121000002_portal_configuration', class: Migration20261121000002 },
  { name: '20261122000001_first_brand_and_lines_of_roles', class: Migration20261122000001 },
  { name: '20261122000002_listings_of_tenants', class: Migration20261122000002 },
  { name: '20261122000021_bounds_of_lists', class: Migration20261122000021 },
  { name: '20261123000001_counts_of_contacts', class: Migration20261123000001 },
  { name: '20261124000001_roles_that_end', class: Migration20261124000001 },
  { name: '20261124000002_sign_in', class: Migration20261124000002 },
  { name: '20261124000011_brands_that_move', class: Migration20261124000011 },
  { name: '20261124000012_leads', class: Migration20261124000012 },
  { name: '20261124000021_one_attribute_per_value', class: Migration20261124000021 },
  { name: '20261124000031_contacts_know_their_summary', class: Migration20261124000031 },
  { name: '20261124000032_timelines_by_action', class: Migration20261124000032 },
  { name: '20261124000041_criteria_of_listings', class: Migration20261124000041 },
  { name: '20261124000042_untitled_searches', class: Migration20261124000042 },
  { name: '20261124000051_answers_of_repeated_calls', class: Migration20261124000051 },
  { name: '20261124000052_former_tokens_of_portals', class: Migration20261124000052 },
  { name: '20261124000061_who_vouches_for_users', class: Migration20261124000061 },
];

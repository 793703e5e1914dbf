import { Migration20261121000001 } from './20261121000001-brands-portals-and-records.js';
import { Migration20261121000002 } from './20261121000002-portal-configuration.js';
import { Migration20261122000001 } from './20261122000001-first-brand-and-lines-of-roles.js';
import { Migration20261122000002 } from './20261122000002-listings-of-tenants.js';
import { Migration20261122000021 } from './20261122000021-bounds-of-lists.js';
import { Migration20261123000001 } from './20261123000001-counts-of-contacts.js';
import { Migration20261124000041 } from './20261124000041-criteria-of-listings.js';
import { Migration20261124000042 } from './20261124000042-untitled-searches.js';

/** All migrations, in the order they run. */
export const migrations = [
  { name: '20261121000001_brands_portals_and_records', class: Migration20261121000001 },
  { name: '20261121000002_portal_configuration', class: Migration20261121000002 },
  { name: '20261122000001_first_brand_and_lines_of_roles', class: Migration20261122000001 },
  { name: '20261122000002_listings_of_tenants', class: Migration20261122000002 },
  { name: '20261122000021_bounds_of_lists', class: Migration20261122000021 },
  { name: '20261123000001_counts_of_contacts', class: Migration20261123000001 },
  { name: '20261124000041_criteria_of_listings', class: Migration20261124000041 },
  { name: '20261124000042_untitled_searches', class: Migration20261124000042 },
];

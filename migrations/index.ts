import { Migration20261121000001 } from './20261121000001-brands-portals-and-records.js';

/** All migrations, in the order they run. */
export const migrations = [
  { name: '20261121000001_brands_portals_and_records', class: Migration20261121000001 },
];

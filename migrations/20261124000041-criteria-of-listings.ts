import { Migration } from '@mikro-orm/migrations';

/** What listings are searched by, and the indexes that serve it. */
const COLUMNS = [
  'property_subtype text',
  'lot_square_meters double precision',
  'parking_spaces int',
  'architectural_styles text[]',
  'mls_area text',
  'county text',
  'subdivision text',
  'postal_code text',
  'school_district text',
  'elementary_school text',
  'middle_school text',
  'high_school text',
  'list_agent text',
  'list_office text',
  'selling_agent text',
  'selling_office text',
  'pool boolean',
  'open_house_at timestamptz',
  'sold_date timestamptz',
  'modified_at timestamptz',
];

/** They hold deleted listings too: PostgreSQL knows how common a word is only by an index of all rows. */
const INDEXES = {
  listings_location: 'using gist (point(longitude, latitude))',
  listings_created: '(brand_id, created_at, id)',
  listings_updated: '(brand_id, updated_at, id)',
  listings_price: '(brand_id, price, id)',
  // unpriced ones come last in both directions
  listings_price_down: '(brand_id, price desc nulls last, id desc)',
  listings_status: '(brand_id, lower(status), price)',
  listings_postal_code: '(brand_id, lower(postal_code), price)',
  listings_county: '(brand_id, lower(county))',
  listings_subdivision: '(brand_id, lower(subdivision))',
  listings_mls_area: '(brand_id, lower(mls_area))',
};

export class Migration20261124000041 extends Migration {
  up(): void {
    this.addSql(`alter table listings ${COLUMNS.map((column) => `add column ${column}`).join(', ')}`);
    this.addSql(`
      update listings set postal_code = nullif(btrim(address ->> 'postcode'), '')
      where json_typeof(address -> 'postcode') = 'string' and length(address ->> 'postcode') <= 64
    `);
    for (const [name, on] of Object.entries(INDEXES)) {
      this.addSql(`create index ${name} on listings ${on}`);
    }
  }

  override down(): void {
    for (const name of Object.keys(INDEXES)) this.addSql(`drop index ${name}`);
    const names = COLUMNS.map((column) => column.split(' ', 1)[0]);
    this.addSql(`alter table listings ${names.map((name) => `drop column ${name}`).join(', ')}`);
  }
}

import pg from 'pg';

/** The seeded ids are counted, not drawn, so that requests can name them without asking the database. */
const PREFIXES = {
  brand: '01900001-0000-7000-8000-',
  portal: '01900002-0000-7000-8000-',
  contact: '01900003-0000-7000-8000-',
  search: '01900004-0000-7000-8000-',
  activity: '01900005-0000-7000-8000-',
  leadChannel: '01900006-0000-7000-8000-',
  hostname: '01900007-0000-7000-8000-',
  token: '01900008-0000-4000-8000-',
  name: '01900009-0000-7000-8000-',
  email: '0190000a-0000-7000-8000-',
} as const;

type Kind = keyof typeof PREFIXES;

export const idOf = (kind: Kind, n: number): string => PREFIXES[kind] + n.toString(16).padStart(12, '0');

export const hostnameOf = (n: number): string => `visitors-${n}.example.com`;

const id = (kind: Kind, n = 'n') => `('${PREFIXES[kind]}' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/**
 * Fills the database at `url`: brand, lead channel, portal, hostname, token, contact and saved search `n` belong to each
 * other, and the activities are dealt out evenly. Rows come in the order of their ids, as they would in real life.
 */
export async function seed(url: string, portals: number, activities: number): Promise<void> {
  await fill(url, [...tables(portals), activitiesOf(`1 + n % ${portals}`, 1, activities)]);
}

/** Deals out more activities, where there are `from` of them, until there are `to`. */
export async function addActivities(url: string, portals: number, from: number, to: number): Promise<void> {
  await fill(url, [activitiesOf(`1 + n % ${portals}`, from + 1, to)]);
}

/** Adds so many activities of the contact of the nth portal alone, with ids behind those of everybody else's. */
export async function addTimeline(url: string, n: number, activities: number): Promise<void> {
  const first = n * 1_000_000_000;
  await fill(url, [activitiesOf(String(n), first, first + activities - 1)]);
}

async function fill(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // the rows fit together by construction: checking each foreign key again would take most of the time
  await client.query('set session_replication_role = replica');
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  await client.query('commit');
  await countRows(client);
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}

/** What triggers would have counted, which do not run here. */
async function countRows(client: pg.Client): Promise<void> {
  await client.query(
    `update contacts c set activity_count = coalesce(acts.count, 0),
                           attribute_count = coalesce(atts.count, 0), attribute_bytes = coalesce(atts.bytes, 0)
     from contacts one
     left join (select contact_id, count(*) from activities
                where is_visible and deleted_at is null group by contact_id) acts on acts.contact_id = one.id
     left join (select contact_id, count(*), sum(octet_length(text)) as bytes from contact_attributes
                where deleted_at is null group by contact_id) atts on atts.contact_id = one.id
     where one.id = c.id
       and (c.activity_count, c.attribute_count, c.attribute_bytes)
           is distinct from (acts.count, atts.count, atts.bytes)`,
  );
  // as if each row had been written once
  await client.query('vacuum full contacts');
}

const tables = (portals: number): string[] => [
  `insert into brands (id, name, brand_type)
   select ${id('brand')}, 'Brand ' || n, 'Brokerage' from generate_series(1, ${portals}) n`,
  `insert into lead_channels (id, name, brand_id, is_default)
   select ${id('leadChannel')}, 'Default Route', ${id('brand')}, true from generate_series(1, ${portals}) n`,
  `insert into portals (id, brand_id, lead_channel_id, token_hash)
   select ${id('portal')}, ${id('brand')}, ${id('leadChannel')}, sha256(convert_to(${id('token')}::text, 'UTF8'))
   from generate_series(1, ${portals}) n`,
  `insert into portal_hostnames (id, portal_id, hostname, is_default)
   select ${id('hostname')}, ${id('portal')}, 'visitors-' || n || '.example.com', true
   from generate_series(1, ${portals}) n`,
  `insert into portal_scopes (brand_id, portal_id)
   select ${id('brand')}, ${id('portal')} from generate_series(1, ${portals}) n`,
  `insert into contacts (id, brand_id)
   select ${id('contact')}, ${id('brand')} from generate_series(1, ${portals}) n`,
  `insert into contact_attributes (id, contact_id, attribute_type, is_singular, text)
   select ${id('name')}, ${id('contact')}, 'first_name', true, 'Visitor ' || n from generate_series(1, ${portals}) n`,
  `insert into contact_attributes (id, contact_id, attribute_type, is_primary, text)
   select ${id('email')}, ${id('contact')}, 'email', true, 'visitor-' || n || '@example.com'
   from generate_series(1, ${portals}) n`,
  `insert into saved_searches (id, brand_id, title, criteria)
   select ${id('search')}, ${id('brand')}, 'Search ' || n, ${CRITERIA} from generate_series(1, ${portals}) n`,
  `insert into saved_search_contacts (contact_id, saved_search_id)
   select ${id('contact')}, ${id('search')} from generate_series(1, ${portals}) n`,
];

/** @param contact the number of the contact of activity `n`, in SQL */
const activitiesOf = (contact: string, first: number, last: number): string =>
  `insert into activities (id, contact_id, action, object_class, object_sa)
   select ${id('activity')}, ${id('contact', contact)}, 'ContactLoggedIn', 'contact_lead', '{}'
   from generate_series(${first}::bigint, ${last}::bigint) n`;

/** Three kinds of searches in turn: the reference's sample, a town with a price range, and one that wants a garden. */
const CRITERIA = `(array[
  '{"minimum_price": 200000, "currency": "USD", "points": [
     {"longitude": -179, "latitude": -89, "type": "location"}, {"longitude": 179, "latitude": -89, "type": "location"},
     {"longitude": 179, "latitude": 89, "type": "location"}, {"longitude": -179, "latitude": 89, "type": "location"},
     {"longitude": -179, "latitude": -89, "type": "location"}]}',
  '{"postal_codes": ["75201", "75202"], "listing_statuses": ["Active"], "minimum_price": 200000,
    "maximum_price": 500000, "currency": "USD", "minimum_bedrooms": 3}',
  '{"listing_statuses": ["Active", "Sold"], "minimum_bedrooms": 2, "maximum_bedrooms": 4, "currency": "USD",
    "minimum_square_meters": 120, "property_types": ["Residential"], "fenced_yard": true}'
]::jsonb[])[1 + n % 3]`;

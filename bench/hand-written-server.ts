// What a careful engineer would write by hand for the same four routes, with nothing between node:http and pg: the
// measure that Portico is held against. It checks tokens, brands and bodies, and stores for real; it has no access log,
// metrics, security headers, documentation or change feed, and answers errors more tersely.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type pg from 'pg';
import { openDatabase } from './hand-written-database.ts';
import { proposedTitle, SEARCH_FIELDS } from './hand-written-search.ts';

const database = await openDatabase();

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function uuid(text: string | undefined): string {
  if (text === undefined || !UUID.test(text)) throw new Refusal(400, 'not a uuid');
  return text;
}

/** A UUIDv7. */
function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function tokenHash(request: IncomingMessage): Buffer {
  const token = request.headers['x-rechat-portal-token'];
  if (typeof token !== 'string' || !UUID.test(token)) throw new Refusal(401, 'no portal token');
  return createHash('sha256').update(token.toLowerCase()).digest();
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if ((size += chunk.length) > 1024 * 1024) throw new Refusal(413, 'too large');
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  } catch {
    // falls through to the refusal
  }
  throw new Refusal(400, 'not a JSON object');
}

const PORTAL_BY_HOSTNAME = {
  name: 'portal_by_hostname',
  text: `select p.id, 'portal' as type, extract(epoch from p.created_at)::float8 as created_at,
                extract(epoch from p.updated_at)::float8 as updated_at, null as deleted_at,
                (select array_agg(o.hostname order by o.is_default desc, o.id)
                   from portal_hostnames o where o.portal_id = p.id) as hostnames
         from portal_hostnames h join portals p on p.id = h.portal_id
         where h.hostname = $1 and p.deleted_at is null`,
};

async function searchPortal(query: URLSearchParams): Promise<object> {
  const hostname = query.get('hostname')?.trim().toLowerCase().replace(/\.$/, '');
  if (hostname === undefined || hostname.length < 5) throw new Refusal(400, 'hostname is missing');
  const { rows } = await database.query({ ...PORTAL_BY_HOSTNAME, values: [hostname] });
  if (rows.length === 0) throw new Refusal(404, 'no such portal');
  return { code: 'OK', data: rows[0] };
}

const SEARCHES = {
  name: 'searches',
  text: `select s.id, s.title, s.criteria, extract(epoch from s.created_at)::float8 as created_at,
                extract(epoch from s.updated_at)::float8 as updated_at
         from portals p
         left join (
           contacts c join saved_search_contacts l on l.contact_id = c.id
           join saved_searches s on s.id = l.saved_search_id and s.brand_id = c.brand_id and s.deleted_at is null
         ) on c.id = $3 and c.brand_id = p.brand_id and c.deleted_at is null
         where p.id = $1 and p.token_hash = $2 and p.deleted_at is null
         order by s.created_at, s.id`,
};

/** `jsonb` keeps no order. */
const pointOf = ({ longitude, latitude }: { longitude: number; latitude: number }) => ({
  longitude,
  latitude,
  type: 'location',
});

async function listSearches(portal: string, contact: string, token: Buffer): Promise<object> {
  const { rows } = await database.query({ ...SEARCHES, values: [portal, token, contact] });
  if (rows.length === 0) throw new Refusal(401, 'not the token of this portal');
  const data = rows
    .filter((row) => row.id !== null)
    .map(({ id, title, criteria, created_at, updated_at }) => ({
      type: 'saved_search',
      id,
      title,
      ...SEARCH_FIELDS,
      ...criteria,
      points: criteria.points?.map(pointOf) ?? null,
      created_at,
      updated_at,
      deleted_at: null,
      proposed_title: proposedTitle(criteria),
    }));
  return { code: 'OK', data, info: { count: data.length, total: 0 } };
}

/**
 * The database itself keeps `updated_at`, `last_touch` and the counts of a contact, whoever writes.
 * Nothing is stored unless the token is the portal's and the contact its brand's; the two flags tell which failed.
 */
const contactOfPortal = `caller as (
    select p.brand_id from portals p where p.id = $1 and p.token_hash = $2 and p.deleted_at is null
  ), contact as (
    select c.id from contacts c join caller on caller.brand_id = c.brand_id where c.id = $3 and c.deleted_at is null
  )`;

interface Stored {
  readonly known_token: boolean;
  readonly created_at: number | null;
}

async function store(statement: pg.QueryConfig, values: unknown[]): Promise<number> {
  const { rows } = await database.query<Stored>({ ...statement, values });
  if (!rows[0]?.known_token) throw new Refusal(401, 'not the token of this portal');
  if (rows[0].created_at === null) throw new Refusal(404, 'no such contact');
  return rows[0].created_at;
}

const ADD_TAG = {
  name: 'add_tag',
  text: `with ${contactOfPortal}, added as (
           insert into contact_attributes (id, contact_id, attribute_type, text)
           select $4, contact.id, 'tag', $5 from contact
           on conflict (contact_id, attribute_type, attribute_value(text, date, address)) where deleted_at is null
             do update set text = excluded.text
           returning created_at
         )
         select exists (select from caller) as known_token,
                (select extract(epoch from created_at)::float8 from added) as created_at`,
};

async function addTag(portal: string, contact: string, token: Buffer, body: Record<string, unknown>) {
  const [attribute] = Array.isArray(body['attributes']) ? body['attributes'] : [];
  const text: unknown = attribute?.text;
  if (attribute?.attribute_type !== 'tag' || typeof text !== 'string' || text === '') {
    throw new Refusal(400, 'attributes has to be one tag');
  }
  const id = newId();
  const created_at = await store(ADD_TAG, [portal, token, contact, id, text]);
  const added = {
    id,
    contact,
    created_at,
    updated_at: created_at,
    deleted_at: null,
    label: null,
    is_primary: false,
    is_partner: false,
    index: null,
    created_by: null,
    updated_by: null,
    attribute_type: 'tag',
    text,
    date: null,
    address: null,
    type: 'contact_attribute',
  };
  return { code: 'OK', data: [added], info: { count: 1, total: 0 } };
}

const ACTIONS = new Set(['ContactLoggedIn', 'ContactSignedUp', 'ContactViewedListing']);

const ADD_ACTIVITY = {
  name: 'add_activity',
  text: `with ${contactOfPortal}, added as (
           insert into activities (id, contact_id, action, object_class, object_sa)
           select $4, contact.id, $5, $6, $7 from contact returning created_at
         )
         select exists (select from caller) as known_token,
                (select extract(epoch from created_at)::float8 from added) as created_at`,
};

async function addActivity(portal: string, contact: string, token: Buffer, body: Record<string, unknown>) {
  const { action, object_class, object_sa } = body;
  if (typeof action !== 'string' || !ACTIONS.has(action)) throw new Refusal(400, 'unknown action');
  if (object_class !== 'contact_lead' || typeof object_sa !== 'object' || object_sa === null) {
    throw new Refusal(400, 'object_sa has to be an object');
  }
  const id = newId();
  const object = JSON.stringify(object_sa);
  const created_at = await store(ADD_ACTIVITY, [portal, token, contact, id, action, object_class, object]);
  const added = {
    id,
    reference: contact,
    reference_type: 'Contact',
    created_at,
    updated_at: created_at,
    deleted_at: null,
    object: object_sa,
    action,
    is_visible: true,
    brand: null,
    created_by: null,
    description: null,
    type: 'activity',
  };
  return { code: 'OK', data: added };
}

async function answer(request: IncomingMessage): Promise<object> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (path === '/health/ready') return { status: 'ok' };
  if (path === '/portals/search') return searchPortal(new URLSearchParams(query));
  const [, portals, id, what, contact, then] = path.split('/');
  if (portals === 'portals' && request.method === 'GET' && what === 'saved-searches') {
    return listSearches(uuid(id), uuid(contact), tokenHash(request));
  }
  if (portals === 'portals' && request.method === 'POST' && what === 'contacts') {
    const token = tokenHash(request);
    if (then === 'attributes') return addTag(uuid(id), uuid(contact), token, await bodyOf(request));
    if (then === 'timeline') return addActivity(uuid(id), uuid(contact), token, await bodyOf(request));
  }
  throw new Refusal(404, 'no such route');
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => send(response, 200, body),
    (error: unknown) => {
      if (error instanceof Refusal) {
        send(response, error.status, { message: error.message });
        return;
      }
      console.error(error);
      send(response, 500, { message: 'Something went wrong' });
    },
  );
});

server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => void database.end());
  server.closeAllConnections();
});

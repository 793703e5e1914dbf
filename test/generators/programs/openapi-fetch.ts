// Compiled, never run: `portico.ts` is what openapi-typescript makes of the document.
import createClient from 'openapi-fetch';
import { exactly } from './exactly.js';
import type { paths } from './portico.js';

const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:3000' });
const brand = { params: { path: { brand: 'b' } } };

export async function portals() {
  const { data, error } = await client.PUT('/brands/{brand}/portal', brand);
  if (error) {
    exactly<string>()(error.message);
    return;
  }
  exactly<'OK'>()(data.code);
  exactly<string>()(data.data.id);
  exactly<'portal'>()(data.data.type);
  exactly<string[] | null>()(data.data.hostnames);
  exactly<string | undefined>()(data.data.token);
  exactly<number>()(data.data.created_at);
  exactly<number | null>()(data.data.deleted_at);
  // @ts-expect-error a portal has no such field
  void data.data.hostname;

  // @ts-expect-error `hostname` is asked for
  await client.GET('/portals/search');
  // @ts-expect-error there is no such path
  await client.GET('/portal/search');
}

export async function hostnames() {
  const path = '/brands/{brand}/portal/hostnames';
  await client.POST(path, { ...brand, body: { hostname: 'example.com' } });
  await client.POST(path, { ...brand, body: { hostname: 'example.com', is_default: true } });
  // @ts-expect-error a truth value, not its name
  await client.POST(path, { ...brand, body: { hostname: 'example.com', is_default: 'yes' } });
  // @ts-expect-error `hostname` is required
  await client.POST(path, { ...brand, body: { is_default: true } });
  // @ts-expect-error so is the body
  await client.POST(path, brand);

  type Body = paths[typeof path]['post']['requestBody']['content']['application/json'];
  // @ts-expect-error no such member
  const misspelt: Body = { hostname: 'example.com', isDefault: true };
  return misspelt;
}

export async function contacts() {
  const { data } = await client.POST('/contacts', {
    body: { contacts: [{ attributes: [{ attribute_type: 'email', text: 'dana@example.com' }] }] },
  });
  if (!data) return;
  const [contact] = data.data;
  if (!contact) return;
  exactly<string>()(contact.id);
  exactly<string | null>()(contact.first_name);
  exactly<string[] | null>()(contact.emails);
  // @ts-expect-error one of a list of types
  await client.POST('/contacts', { body: { contacts: [{ attributes: [{ attribute_type: 'fax' }] }] } });
}

export async function savedSearches() {
  const { data } = await client.POST('/brands/{brand}/saved-searches', {
    ...brand,
    body: { title: 'Three bedrooms', minimum_bedrooms: 3, maximum_price: null },
  });
  if (!data) return;
  exactly<'saved_search'>()(data.data.type);
  exactly<string>()(data.data.title);
  exactly<number | null>()(data.data.minimum_price);
  exactly<string[] | null>()(data.data.listing_statuses);
}

export async function timeline() {
  const ofContact = { params: { path: { id: 'p', contact: 'c' } } };
  const path = '/portals/{id}/contacts/{contact}/timeline';
  await client.POST(path, { ...ofContact, body: { action: 'ContactLoggedIn', notes: null } });
  const { data } = await client.GET(path, ofContact);
  if (!data) return;
  exactly<number>()(data.info.total);
  const [activity] = data.data;
  if (!activity) return;
  exactly<'activity'>()(activity.type);
  exactly<string | null>()(activity.created_by);
}

export async function configuration() {
  await client.POST('/api/v1/portal/create', { body: { slug: 'support', config: { apps: { chat: {} } } } });
  await client.POST('/api/v1/portal/create', { body: { slug: 'support', name: null, config: null } });
  // @ts-expect-error a text
  await client.POST('/api/v1/portal/create', { body: { slug: 'support', name: 1 } });

  const { data } = await client.GET('/api/v1/portal/list', { params: { query: { meta: { team: 'ops' } } } });
  if (!data) return;
  // the page alone, in no union with the lines of a stream
  exactly<string>()(data.cursor);
  const [portal] = data.items;
  if (!portal) return;
  exactly<string>()(portal.id);
  exactly<string | null>()(portal.slug);
  exactly<string | null>()(portal.blueprintId);
  exactly<number>()(portal.createdAt);

  const deleted = await client.POST('/api/v1/portal/{portalId}/delete', {
    params: { path: { portalId: portal.id } },
    body: {},
  });
  if (deleted.data) exactly<{ id: string }>()({ id: deleted.data.id });
}

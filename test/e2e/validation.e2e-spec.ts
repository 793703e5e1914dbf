import { makeContact, makePortal, makeTenant, type Tenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;
let tenant: Tenant;

beforeAll(async () => {
  portico = await startPortico();
  tenant = await makeTenant(portico.em());
});
afterAll(() => portico.stop());

interface Fault {
  path: string;
  message: string;
}

/** A contact's routes, as its portal calls them. */
async function makeVisited() {
  const { brand } = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand });
  const contact = await makeContact(portico.em(), { brand });
  const post = (what: string, body: unknown, id: string = contact.id) =>
    portico.api.post(`/portals/${portal.id}/contacts/${id}/${what}`, { portalToken: token, body });
  return { portal, token, contact, post };
}

describe('a request with several faults', () => {
  it('is told all of them, whichever rule finds them, one of each value', async () => {
    const { post } = await makeVisited();
    const refused = await post('attributes', {
      attributes: [
        { attribute_type: 'tag', text: 'fine' },
        { attribute_type: 'shoe_size', text: 5 },
        { attribute_type: 'tag', date: 'x' },
        { attribute_type: 'email', text: 'nobody', index: 1.5, label: ' ' },
        { attribute_type: 'website', text: 'javascript:alert(1)' },
        'no object',
        null,
        [],
        { attribute_type: 'birthday', date: -1e12, text: 'x', colour: 'red' },
        { attribute_type: 'postal_address', address: { city: 5, planet: 'Earth' } },
      ],
      extra: true,
    });
    expect(refused.status).toBe(400);
    const told = refused.body.details.map(({ path, message }: Fault) => `${path} ${message}`);
    expect(told.toSorted()).toEqual(
      [
        'extra is not a known property',
        expect.stringMatching(/^attributes\[1\]\.attribute_type must be one of tag, first_name, /),
        'attributes[1].text must be a string',
        'attributes[2].date must be a number',
        'attributes[2].text is required: it is the value of tag',
        'attributes[3].index must be a whole number',
        'attributes[3].label must be 1 to 255 characters long',
        'attributes[3].text must be an e-mail address',
        'attributes[4].text must be an http or https URL',
        'attributes[5] must be an object',
        'attributes[6] must be an object',
        'attributes[7] must be an object',
        'attributes[8].colour is not a known property',
        'attributes[8].date must be a number of -62135596800 or more',
        'attributes[8].text must be left out: it does not belong to birthday, whose value is its date',
        'attributes[9].address.city must be a string',
        'attributes[9].address.planet is not a known property',
      ].toSorted(),
    );
  });

  it('is told what is wrong in its path, its query and its body together', async () => {
    const { post } = await makeVisited();
    const refused = await post('attributes', { attributes: [] }, 'gibberish');
    expect(refused.body.details).toEqual([
      { path: 'contact', message: 'must be a uuid' },
      { path: 'attributes', message: 'must have at least 1 entry' },
    ]);

    const contacts = await portico.api.post('/contacts?relax=perhaps', {
      bearer: tenant.key,
      body: { contacts: [{ attributes: [{ attribute_type: 'tag', text: ' ' }] }], colour: 'red' },
    });
    expect(contacts.body.details).toEqual([
      { path: 'relax', message: 'must be true or false' },
      { path: 'colour', message: 'is not a known property' },
      { path: 'contacts[0].attributes[0].text', message: 'must not be empty' },
    ]);

    const unread = await portico.api.post('/contacts?relax=perhaps', { bearer: tenant.key, raw: '{' });
    expect(unread.body.details).toEqual([
      { path: 'relax', message: 'must be true or false' },
      { path: '', message: 'The body is not JSON' },
    ]);
  });

  it('is told of all parameters of a list', async () => {
    const { brand, key } = tenant;
    const query = 'start=-1&limit=0&limit=5&order=height';
    const { status, body } = await portico.api.get(`/brands/${brand.id}/saved-searches?${query}`, {
      bearer: key,
    });
    expect({ status, details: body.details }).toEqual({
      status: 400,
      details: [
        { path: 'start', message: 'must be a whole number from 0 to 1000000000' },
        { path: 'limit', message: 'must be given only once' },
        { path: 'order', message: 'must be one of created_at, updated_at, title; a leading - reverses' },
      ],
    });
    const numbers = await portico.api.get('/listings/search?mls=%09', { bearer: key });
    expect(numbers.body.details.map(({ path }: Fault) => path)).toEqual(['mls_number', 'mls']);
  });

  it('is told of all fields of a portal, in one line', async () => {
    const body = {
      slug: 'no',
      name: 5,
      config: { apps: { chat: null }, users: { nobody: {} } },
      meta: [],
      colour: 'red',
    };
    const refused = await portico.api.post('/v1/portal/create', { bearer: tenant.key, body });
    expect(refused.status).toBe(400);
    expect(refused.body.message).toBe(
      'colour is not a known property; name must be a string; slug must be 5 to 128 characters long; ' +
        'config.apps.chat must be an object; config.users.nobody must be an e-mail address, *@<domain> or *; ' +
        'and 1 more',
    );
    const list = await portico.api.get('/v1/portal/list?cursor=x&blueprintId=y', {
      bearer: tenant.key,
      headers: { accept: 'text/html' },
    });
    expect(list.body.message).toBe(
      'Accept must be one of application/json, application/jsonl, text/event-stream; ' +
        'cursor must be a uuid; blueprintId must be a uuid',
    );
  });

  it('may leave out what is optional, and say null of it where null is legal', async () => {
    const { post } = await makeVisited();
    const attribute = { attribute_type: 'tag', text: 'x', label: null, index: null, address: null };
    expect((await post('attributes', { attributes: [attribute] })).status).toBe(200);
    const body = { action: 'ContactLoggedIn', listing: null, object: null, object_class: null, notes: null };
    expect((await post('timeline', body)).status).toBe(200);
  });
});

describe('the answer to faults without end', () => {
  const LIMIT = 64 * 1024;

  it('tells a hundred at most, and how many more there are', async () => {
    const { post } = await makeVisited();
    const attributes = Array.from({ length: 5_000 }, () => ({ attribute_type: 'tag', text: 5 }));
    const { status, body, text } = await post('attributes', { attributes });
    expect(status).toBe(400);
    expect(body.details).toHaveLength(100);
    expect(body.details.at(-1)).toEqual({ path: '', message: 'and 4902 more faults' });
    expect(body.message).toMatch(/; and 4996 more$/);
    expect(Buffer.byteLength(text)).toBeLessThan(LIMIT);
  });

  it.each([
    ['long names', 'n'.repeat(500)],
    ['control characters', '\u0001'.repeat(500)],
    ['three bytes a character', '€'.repeat(500)],
  ])('is short for many properties with %s', async (_, name) => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (__, at) => [`${at}${name}`, 1]));
    for (const path of ['/brands', '/contacts', '/v1/portal/create', '/v1/blueprint/create']) {
      const { status, text } = await portico.api.post(path, { bearer: tenant.key, body: many });
      expect([path, status]).toEqual([path, 400]);
      expect(Buffer.byteLength(text)).toBeLessThan(LIMIT);
    }
  });

  it('is short for contacts, whether the good ones are created or not', async () => {
    const bad = Array.from({ length: 90 }, () => 1);
    const contacts = Array.from({ length: 500 }, () => ({ attributes: bad }));
    const refused = await portico.api.post('/contacts', { bearer: tenant.key, body: { contacts } });
    expect(refused.status).toBe(400);
    expect(Buffer.byteLength(refused.text)).toBeLessThan(LIMIT);
    const relaxed = await portico.api.post('/contacts?relax=true', {
      bearer: tenant.key,
      body: { contacts },
    });
    expect(relaxed.body.info.errors).toHaveLength(500);
    expect(relaxed.body.info.errors[0].details).toHaveLength(10);
  });
});

describe('text', () => {
  it('is stored without white space around it', async () => {
    const { post } = await makeVisited();
    const added = await post('attributes', {
      attributes: [
        { attribute_type: 'tag', text: ' \u00a0Buyer\n' },
        { attribute_type: 'website', text: ' https://example.com ', label: ' Blog ' },
        { attribute_type: 'postal_address', address: { city: ' Dallas ' } },
      ],
    });
    expect(added.body.data.map(({ text, label, address }: any) => [text, label, address])).toEqual([
      ['Buyer', null, null],
      ['https://example.com', 'Blog', null],
      [null, null, { city: 'Dallas' }],
    ]);
    const brand = await portico.api.post('/brands', {
      bearer: tenant.key,
      body: {
        name: ' B ',
        brand_type: 'Other',
        parent: tenant.brand.id,
        palette: { name: ' kept ' },
        roles: [{ role: ' A ', acl: [] }],
      },
    });
    expect([brand.body.data.name, brand.body.data.palette.name]).toEqual(['B', ' kept ']);
    const activity = await post('timeline', { action: 'ContactLoggedIn', notes: ' Called ' });
    expect(activity.body.data.description).toBe('Called');
  });

  it('that has to say something is not blank', async () => {
    const refused = await portico.api.post('/brands', {
      bearer: tenant.key,
      body: { name: ' ', brand_type: 'Bakery', roles: [{ role: '\t', acl: ['Everything'] }] },
    });
    expect(refused.body.details).toEqual([
      { path: 'name', message: 'must be 1 to 255 characters long' },
      { path: 'brand_type', message: 'must be one of Brokerage, Office, Team, Region, Personal, Other' },
      { path: 'roles[0].role', message: 'must be 1 to 100 characters long' },
      { path: 'roles[0].acl[0]', message: 'must be one of Admin, Marketing, Deals, CRM, Showings' },
    ]);
  });
});

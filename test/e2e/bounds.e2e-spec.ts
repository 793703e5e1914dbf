import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import type { Contact } from '../../src/modules/contacts/contact.entity.js';
import { PortalHostname } from '../../src/modules/hostnames/portal-hostname.entity.js';
import { SavedSearchContact } from '../../src/modules/saved-searches/saved-search.entity.js';
import { makeContact, makePortal, makeSavedSearch, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

async function visit() {
  const tenant = await makeTenant(portico.em());
  const { portal, token: portalToken } = await makePortal(portico.em(), { brand: tenant.brand });
  const contact = await makeContact(portico.em(), { brand: tenant.brand });
  return { ...tenant, portal, portalToken, contact };
}

/** JSON `{"a":"xx…"}` of so many bytes. */
const sized = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });

describe('POST /brands', () => {
  it.each(['palette', 'assets', 'messages'])('takes a %s of 8 KiB and no more', async (name) => {
    const { key, brand } = await visit();
    const create = (look: object) =>
      portico.api.post('/brands', {
        bearer: key,
        body: { name: 'B', brand_type: 'Team', parent: brand.id, [name]: look },
      });
    expect((await create(sized(8192))).status).toBe(200);
    const refused = await create(sized(8193));
    expect([refused.status, refused.body.details]).toEqual([
      400,
      [{ path: name, message: 'must have at most 8192 bytes of JSON' }],
    ]);
    expect((await create({ a: 'é'.repeat(4100) })).status).toBe(400);
  });
});

describe('Criteria of a saved search', () => {
  const ring = (count: number) => [
    ...Array.from({ length: count - 1 }, (_, n) => ({
      longitude: -123.45678901234567 + n / 1e4,
      latitude: -12.345678901234567 + n / 1e5,
    })),
    { longitude: -123.45678901234567, latitude: -12.345678901234567 },
  ];
  const counties = Array.from({ length: 100 }, (_, n) => String(n).padEnd(255, 'x'));

  it('have at most 1,000 points, written out as far as doubles go', async () => {
    const { brand, key } = await visit();
    const save = (points: object[]) =>
      portico.api.post(`/brands/${brand.id}/saved-searches`, { bearer: key, body: { title: 'S', points } });
    expect((await save(ring(1000))).body.data.points).toHaveLength(1000);
    const refused = await save(ring(1001));
    expect([refused.status, refused.body.details[0].path]).toEqual([400, 'points']);
  });

  it('have at most 64 KiB of JSON, whoever sends them', async () => {
    const { brand, key, portal, portalToken, contact } = await visit();
    const paths = [
      [`/brands/${brand.id}/saved-searches`, { bearer: key }],
      [`/portals/${portal.id}/saved-searches/${contact.id}`, { portalToken }],
    ] as const;
    for (const [path, options] of paths) {
      const save = (criteria: object) =>
        portico.api.post(path, { ...options, body: { title: 'S', ...criteria } });
      expect((await save({ counties, subdivisions: counties })).status).toBe(200);
      const refused = await save({ counties, subdivisions: counties, postal_codes: counties });
      expect(refused.status).toBe(400);
      expect(refused.body.message).toBe('The criteria have more than 65536 bytes of JSON');
    }
  });
});

describe('Saved searches of a contact', () => {
  it('are 100 that visitors made and 100 that users made', async () => {
    const { brand, key, portal, portalToken, contact, owner } = await visit();
    const path = `/portals/${portal.id}/saved-searches/${contact.id}`;
    const save = () => portico.api.post(path, { portalToken, body: { title: 'S' } });
    const link = async (search: { id: string }) =>
      portico.api.put(`/brands/${brand.id}/saved-searches/${search.id}/contacts/${contact.id}`, {
        bearer: key,
      });
    const em = portico.em();
    for (let n = 0; n < 99; n++) {
      await makeSavedSearch(em, { brand, contact });
      await makeSavedSearch(em, { brand, contact, createdBy: owner });
    }
    expect((await save()).status).toBe(200);
    const refused = await save();
    expect([refused.status, refused.body.code]).toEqual([409, 'Conflict']);
    expect(refused.body.message).toBe(
      `contact ${contact.id} has 100 saved searches made by visitors, which is the most there can be`,
    );

    const last = await makeSavedSearch(em, { brand, createdBy: owner });
    expect((await link(last)).status).toBe(200);
    expect((await link(last)).status).toBe(200);
    const over = await link(await makeSavedSearch(em, { brand, createdBy: owner }));
    expect([over.status, over.body.message]).toEqual([409, expect.stringContaining('100 saved searches')]);

    const listed = await portico.api.get(path, { portalToken });
    expect([listed.status, listed.body.info.count]).toEqual([200, 200]);
    expect(await portico.em().count(SavedSearchContact, { contact: contact.id })).toBe(200);
  });
});

describe('Live attributes of a contact', () => {
  const live = (contact: Contact) =>
    portico.em().count(ContactAttribute, { contact: contact.id, deletedAt: null });
  const fill = (contact: Contact, count: number, text = 'tag') =>
    portico.em().execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', ? || to_char(n, 'FM0000') from generate_series(1, ?) n`,
      [contact.id, text, count],
    );

  it('are 1,000; a replaced one makes room for its successor', async () => {
    const { portal, portalToken, contact, key } = await visit();
    const add = (...attributes: object[]) =>
      portico.api.post(`/portals/${portal.id}/contacts/${contact.id}/attributes`, {
        portalToken,
        body: { attributes },
      });
    await fill(contact, 998);
    const first = { attribute_type: 'first_name', text: 'Dana' };
    expect((await add(first, { attribute_type: 'tag', text: 'last' })).status).toBe(200);
    expect((await add(first)).status).toBe(200);

    const refused = await add({ attribute_type: 'tag', text: 'one too many' });
    expect([refused.status, refused.body]).toEqual([
      409,
      {
        code: 'Conflict',
        message: `contact ${contact.id} would have more than 1000 live attributes, which is the most there can be`,
        http: 409,
      },
    ]);
    expect((await add(first, { attribute_type: 'tag', text: 'with a legal one' })).status).toBe(409);
    expect(await live(contact)).toBe(1000);
    const read = await portico.api.get(`/contacts/${contact.id}?associations=contact.attributes`, {
      bearer: key,
    });
    expect(read.body.data.attributes).toHaveLength(1000);
  });

  it('hold at most 10 MiB of text', async () => {
    const { portal, portalToken, contact } = await visit();
    const add = (text: string) =>
      portico.api.post(`/portals/${portal.id}/contacts/${contact.id}/attributes`, {
        portalToken,
        body: { attributes: [{ attribute_type: 'note', text }] },
      });
    await fill(contact, 524, '€'.repeat(6_665));
    expect((await add('x'.repeat(6_000))).status).toBe(200);
    const refused = await add('€'.repeat(3_000));
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('10485760 bytes')]);
    expect(await live(contact)).toBe(525);
  });

  it('that were more before there was a limit are answered up to it', async () => {
    const { contact, key } = await visit();
    const em = portico.em();
    await em.execute('alter table contact_attributes disable trigger contact_attributes_added');
    await fill(contact, 1_500);
    await em.execute('alter table contact_attributes enable trigger contact_attributes_added');
    const path = `/contacts/${contact.id}?associations=contact.attributes`;
    const { status, body } = await portico.api.get(path, { bearer: key });
    expect([status, body.data.attributes.length]).toEqual([200, 1_000]);
  });
});

describe('Hostnames of a portal', () => {
  it('are 100', async () => {
    const { brand, portal, key } = await visit();
    const name = unique('many');
    const add = (hostname: string) =>
      portico.api.post(`/brands/${brand.id}/portal/hostnames`, { bearer: key, body: { hostname } });
    const em = portico.em();
    for (let n = 1; n < 100; n++)
      em.create(PortalHostname, { portal: portal.id, hostname: `${name}-${n}.example` });
    await em.flush();
    expect((await add(`${name}.example`)).body.data.hostnames).toHaveLength(100);
    const refused = await add(`${name}-100.example`);
    expect([refused.status, refused.body.message]).toEqual([
      409,
      'hostname cannot be added: the portal has 100 hostnames, which is the most there can be',
    ]);
    expect((await add(`${name}-7.example`)).status).toBe(200);
  });
});

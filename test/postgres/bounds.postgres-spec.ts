import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import { PortalHostname } from '../../src/modules/hostnames/portal-hostname.entity.js';
import {
  type SavedSearch,
  SavedSearchContact,
} from '../../src/modules/saved-searches/saved-search.entity.js';
import { makeContact, makePortal, makeSavedSearch, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';

const CALLS = 60;
/** How many of those calls still fit. */
const ROOM = 20;

/** Two instances: what keeps to a limit has to be in the database. */
let instances: [Portico, Portico];

beforeAll(async () => {
  const first = await startPortico();
  instances = [first, await startInstance(first.environment)];
});
afterAll(async () => {
  await instances[1].stop();
  await instances[0].stop();
});

async function visit() {
  const em = instances[0].em();
  const tenant = await makeTenant(em);
  const { portal, token: portalToken } = await makePortal(em, { brand: tenant.brand });
  const contact = await makeContact(em, { brand: tenant.brand });
  return { ...tenant, em, portal, portalToken, contact };
}

/** How many of many calls at the same moment were answered by which status. */
async function race(call: (api: Portico['api'], number: number) => Promise<{ status: number }>) {
  const answers = await Promise.all(
    Array.from({ length: CALLS }, (_, number) => call(instances[number % 2 === 0 ? 0 : 1].api, number)),
  );
  return answers.reduce<Record<number, number>>(
    (counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
    {},
  );
}

const EXPECTED = { 200: ROOM, 409: CALLS - ROOM };

describe('Of many calls at the same moment, no more take effect than there is room for', () => {
  it('live attributes', async () => {
    const { em, portal, portalToken, contact } = await visit();
    await em.execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', n::text from generate_series(1, ?) n`,
      [contact.id, 1000 - ROOM],
    );
    const statuses = await race((api, number) =>
      api.post(`/portals/${portal.id}/contacts/${contact.id}/attributes`, {
        portalToken,
        body: { attributes: [{ attribute_type: 'email', text: `e${number}@example.com` }] },
      }),
    );
    expect(statuses).toEqual(EXPECTED);
    const live = await em.fork().count(ContactAttribute, { contact: contact.id, deletedAt: null });
    expect(live).toBe(1000);
  });

  it('searches that visitors make', async () => {
    const { em, brand, portal, portalToken, contact } = await visit();
    for (let n = 0; n < 100 - ROOM; n++) await makeSavedSearch(em, { brand, contact });
    const statuses = await race((api) =>
      api.post(`/portals/${portal.id}/saved-searches/${contact.id}`, { portalToken, body: { title: 'S' } }),
    );
    expect(statuses).toEqual(EXPECTED);
    expect(await em.fork().count(SavedSearchContact, { contact: contact.id })).toBe(100);
  });

  it('searches that users link', async () => {
    const { em, brand, key, owner, contact } = await visit();
    for (let n = 0; n < 100 - ROOM; n++) await makeSavedSearch(em, { brand, contact, createdBy: owner });
    const searches: SavedSearch[] = [];
    for (let n = 0; n < CALLS; n++) searches.push(await makeSavedSearch(em, { brand, createdBy: owner }));
    const statuses = await race((api, number) =>
      api.put(`/brands/${brand.id}/saved-searches/${searches[number]!.id}/contacts/${contact.id}`, {
        bearer: key,
      }),
    );
    expect(statuses).toEqual(EXPECTED);
    expect(await em.fork().count(SavedSearchContact, { contact: contact.id })).toBe(100);
  });

  it('hostnames', async () => {
    const { em, brand, portal, key } = await visit();
    const name = unique('many');
    for (let n = 0; n < 100 - ROOM; n++) {
      em.create(PortalHostname, { portal: portal.id, hostname: `${name}-old-${n}.example` });
    }
    await em.flush();
    const statuses = await race((api, number) =>
      api.post(`/brands/${brand.id}/portal/hostnames`, {
        bearer: key,
        body: { hostname: `${name}-${number}.example` },
      }),
    );
    expect(statuses).toEqual(EXPECTED);
    expect(await em.fork().count(PortalHostname, { portal: portal.id })).toBe(100);
  });
});

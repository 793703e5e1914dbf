import { SavedSearchContact } from '../../src/modules/saved-searches/saved-search.entity.js';
import { makeContact, makePortal, makeSavedSearch, makeTenant } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';

let portico: Portico;
let second: Portico;

beforeAll(async () => {
  portico = await startPortico();
  second = await startInstance(portico.environment);
});
afterAll(async () => {
  await second.stop();
  await portico.stop();
});

const either = (number: number) => (number % 2 === 0 ? portico : second).api;

describe('PUT /brands/:brand/saved-searches/:id/contacts/:contact', () => {
  it('leaves one link of many calls at the same moment on two instances', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contact = await makeContact(portico.em(), { brand });
    const search = await makeSavedSearch(portico.em(), { brand });
    const path = `/brands/${brand.id}/saved-searches/${search.id}/contacts/${contact.id}`;

    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        either(number).put(path, { bearer: key, body: { frequency: 'daily' } }),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const links = await portico.em().find(SavedSearchContact, { contact: contact.id });
    expect(links.map(({ frequency }) => frequency)).toEqual(['daily']);
  });
});

describe('POST /portals/:id/saved-searches/:contact', () => {
  it('keeps all of many searches saved at the same moment, and lists them oldest first', async () => {
    const { brand } = await makeTenant(portico.em());
    const { portal, token: portalToken } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    const path = `/portals/${portal.id}/saved-searches/${contact.id}`;

    const saved = await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        either(number).post(path, { portalToken, body: { title: `Search ${number}` } }),
      ),
    );

    const listed = await portico.api.get(path, { portalToken });
    const oldestFirst = saved
      .map(({ body }) => body.data)
      .sort((one, other) => one.created_at - other.created_at || (one.id < other.id ? -1 : 1));
    expect(listed.body.data).toEqual(oldestFirst);
  });

  it('refuses a token at once that another instance replaced', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token: portalToken } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    const path = `/portals/${portal.id}/saved-searches/${contact.id}`;
    for (let round = 0, token = portalToken; round < 10; round++) {
      expect((await portico.api.get(path, { portalToken: token })).status).toBe(200);
      const rotated = await second.api.post(`/brands/${brand.id}/portal/token`, { bearer: key });
      expect((await portico.api.get(path, { portalToken: token })).status).toBe(401);
      const refused = await portico.api.post(path, { portalToken: token, body: { title: 'Late' } });
      expect(refused.status).toBe(401);
      token = rotated.body.data.token;
    }
  });
});

import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { Activity } from '../../src/modules/timeline/activity.entity.js';
import { makeBrand, makeContact, makePortal, makeTenant } from '../factories/factories.js';
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

describe('POST /portals/:id/contacts/:contact/timeline', () => {
  it('records 200 calls at once, over two instances, exactly once each', async () => {
    const brand = await makeBrand(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    const path = `/portals/${portal.id}/contacts/${contact.id}/timeline`;

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, count) =>
        (count % 2 ? portico : second).api.post(path, {
          portalToken: token,
          body: { action: 'ContactLoggedIn', notes: String(count) },
        }),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const recorded = await portico.em().find(Activity, { contact: contact.id });
    const numbers = recorded.map(({ description }) => Number(description)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, count) => count));
    expect(new Set(recorded.map(({ id }) => id))).toEqual(new Set(answers.map(({ body }) => body.data.id)));
    const { lastTouch } = await portico.em().findOneOrFail(Contact, contact.id);
    expect(lastTouch).toBe(Math.max(...recorded.map(({ createdAt }) => createdAt)));
  });

  it('takes a token no longer the moment another instance has replaced it', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    const path = `/portals/${portal.id}/contacts/${contact.id}/timeline`;
    let portalToken = token;
    for (let round = 0; round < 20; round++) {
      const body = { action: 'ContactLoggedIn' };
      expect((await second.api.post(path, { portalToken, body })).status).toBe(200);
      const rotated = await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key });
      const [posted, listed] = await Promise.all([
        second.api.post(path, { portalToken, body }),
        second.api.get(path, { portalToken }),
      ]);
      expect([posted.status, listed.status]).toEqual([401, 401]);
      portalToken = rotated.body.data.token as string;
    }
    expect(await portico.em().count(Activity, { contact: contact.id })).toBe(20);
  });

  it('records nothing for a contact that is being deleted, and answers as if it were gone', async () => {
    const brand = await makeBrand(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    const path = `/portals/${portal.id}/contacts/${contact.id}/timeline`;

    const answer = await portico.em().transactional(async (em) => {
      await em.nativeUpdate(Contact, contact.id, { deletedAt: 1_700_000_000 });
      const pending = portico.api.post(path, { portalToken: token, body: { action: 'ContactLoggedIn' } });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { pending };
    });

    expect((await answer.pending).status).toBe(404);
    expect(await portico.em().count(Activity, { contact: contact.id })).toBe(0);
  });
});

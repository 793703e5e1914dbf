import { Activity } from '../../src/modules/timeline/activity.entity.js';
import {
  makeActivity,
  makeBrand,
  makeContact,
  makeKey,
  makeListing,
  makeTenant,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('GET /contacts/:id/timeline', () => {
  it('lists all that the contact did, newest first, with what kind of object each is about', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const contact = await makeContact(portico.em(), { brand: child });
    const listing = await makeListing(portico.em(), { brand });
    const first = await makeActivity(portico.em(), { contact, objectSa: '{"a": 1.0}' });
    const hidden = await makeActivity(portico.em(), { contact, isVisible: false });
    await makeActivity(portico.em(), { contact, deletedAt: 1_700_000_000 });
    const visit = await makeActivity(portico.em(), { contact, listing });
    const path = `/contacts/${contact.id}/timeline`;

    const listed = await portico.api.get(path, { bearer: key });
    expect(listed.status).toBe(200);
    const known = { reference: contact.id, reference_type: 'Contact', brand: null, created_by: null };
    const fixed = {
      ...known,
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      deleted_at: null,
      action: 'ContactLoggedIn',
      description: null,
      type: 'activity',
    };
    expect(listed.body).toEqual({
      code: 'OK',
      data: [
        { ...fixed, id: visit.id, object: listing.id, is_visible: true, object_class: 'listing' },
        { ...fixed, id: hidden.id, object: {}, is_visible: false, object_class: 'contact_lead' },
        { ...fixed, id: first.id, object: { a: 1 }, is_visible: true, object_class: 'contact_lead' },
      ],
      info: { count: 3, total: 3 },
    });
    expect(listed.text).toContain('{"a": 1.0}');
    const asked = await portico.api.get(`${path}?associations=activity.object&limit=1`, { bearer: key });
    expect(asked.body.data[0].object).toMatchObject({ id: listing.id, type: 'listing' });

    const childKey = await makeKey(portico.em(), { brand: child, user: owner });
    expect((await portico.api.get(path, { bearer: childKey })).body.info.total).toBe(3);
    const stranger = await makeTenant(portico.em());
    const missed = await portico.api.get(path, { bearer: stranger.key });
    expect(missed.body).toMatchObject({ http: 404, message: `Contact ${contact.id} not found` });
    const above = await makeContact(portico.em(), { brand });
    const fromBelow = await portico.api.get(`/contacts/${above.id}/timeline`, { bearer: childKey });
    expect(fromBelow.status).toBe(404);
    expect((await portico.api.get(path)).status).toBe(401);
  });

  it('pages and counts what was asked for, whatever else there is', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contact = await makeContact(portico.em(), { brand });
    const em = portico.em();
    const made = Array.from({ length: 40 }, (_, at) =>
      em.create(Activity, {
        contact,
        action: at % 4 === 0 ? 'ContactSignedUp' : 'ContactLoggedIn',
        objectClass: 'contact_lead',
        objectSa: '{}',
        isVisible: at % 3 > 0,
        createdAt: 1_700_000_000 + at,
      }),
    );
    await em.flush();
    const page = async (query: string) => {
      const { body } = await portico.api.get(`/contacts/${contact.id}/timeline?${query}`, { bearer: key });
      return [body.data.map(({ id }: { id: string }) => id), body.info.total];
    };
    const until = made.slice(0, 31).reverse();
    const signUps = until.filter(({ action }) => action === 'ContactSignedUp');
    const ids = (activities: readonly Activity[]) => activities.map(({ id }) => id);
    const asked = 'timestamp_lte=1700000030';
    expect(await page(`${asked}&limit=7`)).toEqual([ids(until.slice(0, 7)), 31]);
    expect(await page(`${asked}&limit=7&start=28`)).toEqual([ids(until.slice(28)), 31]);
    expect(await page(`${asked}&action=ContactSignedUp&start=2&limit=3`)).toEqual([
      ids(signUps.slice(2, 5)),
      signUps.length,
    ]);
    expect(await page(`${asked}&order=created_at&limit=2`)).toEqual([ids(made.slice(0, 2)), 31]);
    expect(await page('action=Nothing')).toEqual([[], 0]);
    expect(await page('start=40')).toEqual([[], 40]);
  });

  it('says all that is wrong with what is asked', async () => {
    const { key } = await makeTenant(portico.em());
    const refused = await portico.api.get(
      '/contacts/1/timeline?limit=0&action=&timestamp_lte=-1&order=action',
      { bearer: key },
    );
    expect(refused.status).toBe(400);
    const paths = refused.body.details.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['action', 'id', 'limit', 'order', 'timestamp_lte']);
  });
});

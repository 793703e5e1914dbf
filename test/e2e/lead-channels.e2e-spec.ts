import { randomUUID } from 'node:crypto';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { makeBrand, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const channelsOf = (id: string) => `/brands/${id}/leads/channels`;

const list = (bearer: string, brandId: string, query = '') =>
  portico.api.get(`${channelsOf(brandId)}?${query}`, { bearer });

const create = (bearer: string, brandId: string, body: unknown) =>
  portico.api.post(channelsOf(brandId), { bearer, body });

interface Shown {
  readonly id: string;
  readonly name: string;
}
const namesOf = ({ body }: { body: { data: Shown[] } }) => body.data.map(({ name }) => name);

describe('GET /brands/:brand/leads/channels', () => {
  it('makes the default one where there is none', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { status, body } = await list(key, brand.id);
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 'OK',
      data: [
        {
          id: expect.any(String),
          name: 'Default Route',
          brand: brand.id,
          capture_number: null,
          mls: null,
          is_default: true,
          type: 'lead_channel',
          created_at: expect.any(Number),
          updated_at: body.data[0].created_at,
          deleted_at: null,
          last_capture_date: null,
          rules_count: '1',
          title: null,
        },
      ],
      info: { count: 1, total: 1 },
    });
    expect((await list(key, brand.id)).body).toEqual(body);
  });

  it('lists the default one first, then the oldest, a page at a time', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const names = times(11, (n) => `Channel ${String.fromCharCode(75 - n)}`);
    for (const name of names) await create(key, brand.id, { name });
    const first = await list(key, brand.id);
    expect(namesOf(first)).toEqual(['Default Route', ...names.slice(0, 9)]);
    expect(first.body.info).toEqual({ count: 10, total: 12 });
    expect(namesOf(await list(key, brand.id, 'start=10'))).toEqual(names.slice(9));
    expect(namesOf(await list(key, brand.id, 'order=name&limit=2'))).toEqual(['Default Route', 'Channel A']);
    expect((await list(key, brand.id, 'order=title')).status).toBe(400);
  });

  it('is for those who have a role in the brand or above it', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const stranger = await makeTenant(portico.em());
    expect((await list(key, child.id)).status).toBe(200);
    expect((await list(stranger.key, brand.id)).status).toBe(403);
    expect((await portico.api.get(channelsOf(brand.id))).status).toBe(401);
  });
});

describe('POST /brands/:brand/leads/channels', () => {
  it('makes a channel beside the default one', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { status, body } = await create(key, brand.id, {
      name: ' Open Houses ',
      capture_number: '+1 (202) 555-0167',
      mls: ['NTREIS', 'CRMLS'],
      title: 'Met there',
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      name: 'Open Houses',
      capture_number: '+12025550167',
      mls: ['NTREIS', 'CRMLS'],
      title: 'Met there',
      is_default: false,
      brand: brand.id,
    });
    expect(namesOf(await list(key, brand.id))).toEqual(['Default Route', 'Open Houses']);
  });

  it('tells all faults at once', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { status, body } = await create(key, brand.id, {
      name: ' ',
      capture_number: '555-0167',
      mls: ['NTREIS', ''],
      title: 1,
      is_default: true,
    });
    expect(status).toBe(400);
    expect(body.details).toEqual(
      expect.arrayContaining([
        { path: 'name', message: 'must be 1 to 255 characters long' },
        {
          path: 'capture_number',
          message: 'must be a phone number with its country code, such as +15555550123',
        },
        { path: 'mls[1]', message: 'must be 1 to 255 characters long' },
        { path: 'title', message: 'must be a string' },
        { path: 'is_default', message: 'is not a known property' },
      ]),
    );
    expect(body.details).toHaveLength(5);
    const stranger = await makeTenant(portico.em());
    expect((await create(stranger.key, brand.id, { name: 'Mine' })).status).toBe(403);
  });
});

describe('PUT /brands/:brand/leads/channels/:id', () => {
  it('changes what is sent and leaves the rest', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { body: made } = await create(key, brand.id, { name: 'Signs', mls: ['NTREIS'], title: 'Signs' });
    const path = `${channelsOf(brand.id)}/${made.data.id}`;
    const { status, body } = await portico.api.put(path, {
      bearer: key,
      body: { title: null, capture_number: '+12025550167' },
    });
    expect(status).toBe(200);
    expect(body.data).toEqual({
      ...made.data,
      title: null,
      capture_number: '+12025550167',
      updated_at: expect.any(Number),
    });
    const refused = await portico.api.put(path, { bearer: key, body: { name: null } });
    expect(refused.body.details).toEqual([{ path: 'name', message: 'must be a string' }]);
  });

  it('knows no channel of another brand, not even of one below', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const { body: made } = await create(key, child.id, { name: 'Signs' });
    for (const id of [made.data.id as string, randomUUID()]) {
      const path = `${channelsOf(brand.id)}/${id}`;
      const answers = [
        await portico.api.put(path, { bearer: key, body: { name: 'Mine' } }),
        await portico.api.delete(path, { bearer: key }),
      ];
      for (const { body } of answers) {
        expect(body).toEqual({
          code: 'ResourceNotFound',
          message: `LeadChannel ${id} not found`,
          http: 404,
        });
      }
    }
  });
});

describe('DELETE /brands/:brand/leads/channels/:id', () => {
  it('deletes a channel, and gives portals that had it the default one', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { body: listed } = await list(key, brand.id);
    const { body: made } = await create(key, brand.id, { name: 'Signs' });
    const { portal } = await makePortal(portico.em(), { brand });
    await portico.em().nativeUpdate(Portal, { id: portal.id }, { leadChannel: made.data.id });

    const path = `${channelsOf(brand.id)}/${made.data.id}`;
    const { status, text } = await portico.api.delete(path, { bearer: key });
    expect([status, text]).toEqual([204, '']);
    expect((await portico.api.delete(path, { bearer: key })).status).toBe(404);
    expect(namesOf(await list(key, brand.id))).toEqual(['Default Route']);
    const shown = await portico.api.get(`/brands/${brand.id}/portal?associations=portal.lead_channel`, {
      bearer: key,
    });
    expect(shown.body.data.lead_channel).toEqual(listed.data[0]);
  });

  it('refuses to delete the default one', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { body } = await list(key, brand.id);
    const refused = await portico.api.delete(`${channelsOf(brand.id)}/${body.data[0].id}`, { bearer: key });
    expect(refused.body).toEqual({
      code: 'Conflict',
      message: 'The default lead channel, "Default Route", cannot be deleted',
      http: 409,
    });
  });
});

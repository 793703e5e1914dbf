import { randomUUID } from 'node:crypto';
import { BRAND_EXAMPLE } from '../../src/modules/brands/brand.examples.js';
import { LeadChannel } from '../../src/modules/lead-channels/lead-channel.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { prepareDatabase } from '../../src/lifecycle/prepare-database.js';
import {
  makeBrand,
  makeContact,
  makeKey,
  makePortal,
  makeTenant,
  makeUser,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

describe('PUT /brands/:brand/portal', () => {
  it('creates the portal, answers with its token, and has the default lead channel made', async () => {
    const { brand, key } = await makeTenant(portico.em());

    const created = await portico.api.put(`/brands/${brand.id}/portal`, { bearer: key });

    expect(created.status).toBe(200);
    expect(created.body).toEqual({
      code: 'OK',
      data: {
        id: UUID,
        type: 'portal',
        created_at: expect.any(Number),
        updated_at: created.body.data.created_at,
        deleted_at: null,
        hostnames: null,
        token: UUID,
      },
    });
    const order = 'id type created_at updated_at deleted_at hostnames token';
    expect(Object.keys(created.body.data)).toEqual(order.split(' '));
    const channels = await portico.em().find(LeadChannel, { brand: brand.id });
    expect(channels).toMatchObject([{ name: 'Default Route', isDefault: true }]);
  });

  it('answers every later call with the same portal and never again with the token', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const put = () => portico.api.put(`/brands/${brand.id}/portal`, { bearer: key });
    const { token, ...portal } = (await put()).body.data;

    expect(token).toEqual(UUID);
    expect((await put()).body.data).toEqual(portal);
    expect((await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key })).body.data).toEqual(portal);
  });

  it("takes the brand's own default lead channel where there is one", async () => {
    const { brand, key } = await makeTenant(portico.em());
    const em = portico.em();
    const channel = em.create(LeadChannel, { brand: brand.id, name: 'Front desk', isDefault: true });
    await em.flush();

    const { body } = await portico.api.put(`/brands/${brand.id}/portal?associations=portal.lead_channel`, {
      bearer: key,
    });
    expect(body.data.lead_channel).toEqual({
      id: channel.id,
      name: 'Front desk',
      brand: brand.id,
      capture_number: null,
      mls: null,
      is_default: true,
      type: 'lead_channel',
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      deleted_at: null,
      last_capture_date: null,
      rules_count: '1',
      title: null,
    });
  });

  it('gives one of ten calls at the same moment the token', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => portico.api.put(`/brands/${brand.id}/portal`, { bearer: key })),
    );
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    expect(answers.filter(({ body }) => 'token' in body.data)).toHaveLength(1);
  });
});

describe('GET /brands/:brand/portal', () => {
  it('answers 404 where the brand has no portal', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { status, body } = await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key });
    expect(status).toBe(404);
    expect(body).toEqual({
      code: 'ResourceNotFound',
      message: `Portal for brand ${brand.id} not found`,
      http: 404,
    });
  });

  it("does not see another brand's portal, nor a deleted one", async () => {
    const { brand } = await makeTenant(portico.em());
    await makePortal(portico.em(), { brand });
    const stranger = await makeTenant(portico.em());
    const refused = await portico.api.get(`/brands/${brand.id}/portal`, { bearer: stranger.key });
    expect(refused.status).toBe(403);

    const user = await makeUser(portico.em());
    const mine = await makeBrand(portico.em(), { owner: user });
    const key = await makeKey(portico.em(), { brand: mine, user });
    const gone = await makePortal(portico.em(), {
      brand: mine,
      hostnames: [`${unique('gone')}.example.com`],
    });
    await portico.em().nativeUpdate(Portal, { id: gone.portal.id }, { deletedAt: 1_700_000_000 });
    expect((await portico.api.get(`/brands/${mine.id}/portal`, { bearer: key })).status).toBe(404);
    expect((await portico.api.put(`/brands/${mine.id}/portal`, { bearer: key })).body.data.id).not.toBe(
      gone.portal.id,
    );
  });
});

describe('associations', () => {
  const spellings = [
    'associations=portal.brand,portal.lead_channel',
    'associations=portal.brand%2Cportal.lead_channel',
    'associations=portal.brand&associations=portal.lead_channel',
    'associations[]=portal.brand&associations[]=portal.lead_channel',
    'associations%5B%5D=portal.brand&associations%5B%5D=portal.lead_channel',
    'associations=%20portal.lead_channel%20,portal.brand,portal.brand,nonsense,',
  ];

  it.each(spellings)('%s work on every operation', async (query) => {
    const { brand, key } = await makeTenant(portico.em());
    const hostname = `${unique('asked')}.example.com`;
    const options = { bearer: key };
    const path = `/brands/${brand.id}/portal`;
    const answers = [
      await portico.api.put(`${path}?${query}`, options),
      await portico.api.get(`${path}?${query}`, options),
      await portico.api.post(`${path}/hostnames?${query}`, { ...options, body: { hostname } }),
      await portico.api.get(`/portals/search?hostname=${hostname}&${query}`),
      await portico.api.post(`${path}/token?${query}`, options),
      await portico.api.delete(`${path}/hostnames?hostname=${hostname}&${query}`, options),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(Object.keys(body.data).slice(0, 4)).toEqual(['id', 'brand', 'lead_channel', 'type']);
      expect(body.data.brand).toMatchObject({ id: brand.id, type: 'brand', name: brand.name });
      expect(body.data.lead_channel).toMatchObject({ type: 'lead_channel', brand: brand.id });
    }
  });

  it('are absent unless asked for, and null where there is none', async () => {
    const { brand, key } = await makeTenant(portico.em());
    await makePortal(portico.em(), { brand });
    const get = (query: string) => portico.api.get(`/brands/${brand.id}/portal${query}`, { bearer: key });

    for (const query of ['', '?associations=', '?associations=brand,portal', '?associations=portal.BRAND']) {
      const { data } = (await get(query)).body;
      expect('brand' in data || 'lead_channel' in data).toBe(false);
    }
    expect((await get('?associations=portal.lead_channel')).body.data.lead_channel).toBeNull();
  });

  it('that are no list are a 400 or ignored, never a fault of ours', async () => {
    const { brand, key } = await makeTenant(portico.em());
    await makePortal(portico.em(), { brand });
    for (const query of [
      'associations[a]=portal.brand',
      'associations[0]=portal.brand',
      'associations[][]=x',
    ]) {
      const { status } = await portico.api.get(`/brands/${brand.id}/portal?${query}`, { bearer: key });
      expect(status).toBe(200);
    }
  });
});

describe('POST /brands/:brand/portal/token', () => {
  it('replaces the token: the new one works at once, the old one no more', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token: old } = await makePortal(portico.em(), { brand });
    const enter = (portalToken: string) =>
      portico.api.get(`/portals/${portal.id}/contacts/${randomUUID()}/timeline`, { portalToken });
    expect((await enter(old)).status).toBe(404);

    const rotated = await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key });
    expect(rotated.body).toEqual({
      code: 'OK',
      data: {
        id: portal.id,
        type: 'portal',
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        hostnames: null,
        token: UUID,
      },
    });
    expect(rotated.body.data.token).not.toBe(old);
    expect(rotated.body.data.updated_at).toBeGreaterThan(rotated.body.data.created_at);

    expect((await enter(old)).status).toBe(401);
    expect((await enter(rotated.body.data.token)).status).toBe(404);
    const after = await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key });
    expect('token' in after.body.data).toBe(false);
  });

  it('lets the former token work for a while that was asked for, and the one before it no more', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token: first } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    const rotate = async (body: object) =>
      (await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key, body })).body.data.token;
    const work = async (portalToken: string) => {
      const url = `/portals/${portal.id}/contacts/${contact.id}/timeline`;
      const { status } = await portico.api.post(url, { portalToken, body: { action: 'ContactLoggedIn' } });
      return status;
    };
    const second = (await rotate({ grace_seconds: 3_600 })) as string;
    expect([await work(first), await work(second)]).toEqual([200, 200]);

    await portico.em().execute(`update portals set former_token_until = now() - interval '1 second'`);
    expect([await work(first), await work(second)]).toEqual([401, 200]);
    const third = (await rotate({ grace_seconds: 3_600 })) as string;
    const fourth = (await rotate({ grace_seconds: 60 })) as string;
    expect([await work(second), await work(third), await work(fourth)]).toEqual([401, 200, 200]);
    const fifth = (await rotate({})) as string;
    expect([await work(third), await work(fourth), await work(fifth)]).toEqual([401, 401, 200]);

    for (const seconds of [-1, 86_401, 1.5, '60']) {
      const body = { grace_seconds: seconds };
      const refused = await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key, body });
      expect([seconds, refused.status, refused.body.details[0].path]).toEqual([
        seconds,
        400,
        'grace_seconds',
      ]);
    }
  });

  it('answers 404 without a portal and 403 to a stranger', async () => {
    const { brand, key } = await makeTenant(portico.em());
    expect((await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: key })).status).toBe(404);
    const stranger = await makeTenant(portico.em());
    const refused = await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: stranger.key });
    expect(refused.status).toBe(403);
  });
});

describe('GET /portals/search', () => {
  it.each([
    ['shorter than 5 characters', 'hostname=abcd', 400],
    ['shorter without white space and dot', 'hostname=%20abcd.%20', 400],
    ['missing', '', 400],
    ['empty', 'hostname=', 400],
    ['given twice', 'hostname=a.example.com&hostname=a.example.com', 400],
    ['unknown', 'hostname=nobody.example.com', 404],
    ['no hostname', 'hostname=https://example.com/', 404],
  ])('answers a hostname that is %s with its error', async (_, query, expected) => {
    const { status, body } = await portico.api.get(`/portals/search?${query}`);
    expect({ status, http: body.http }).toEqual({ status: expected, http: expected });
  });

  it("finds a portal by its slug under the service's own domain", async () => {
    const { brand } = await makeTenant(portico.em());
    const { portal } = await makePortal(portico.em(), { brand });
    const slug = unique('slug');
    await portico.em().nativeUpdate(Portal, { id: portal.id }, { slug });

    for (const name of [`${slug}.portals.localhost`, `${slug.toUpperCase()}.Portals.Localhost.`]) {
      const { status, body } = await portico.api.get(`/portals/search?hostname=${name}`);
      expect({ status, id: body.data?.id }).toEqual({ status: 200, id: portal.id });
    }
    const other = await portico.api.get(`/portals/search?hostname=x.${slug}.portals.localhost`);
    expect(other.status).toBe(404);
  });

  it('does not find a deleted portal', async () => {
    const { brand } = await makeTenant(portico.em());
    const hostname = `${unique('gone')}.example.com`;
    const { portal } = await makePortal(portico.em(), { brand, hostnames: [hostname] });
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).status).toBe(200);
    await portico.em().nativeUpdate(Portal, { id: portal.id }, { deletedAt: 1_700_000_000 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).status).toBe(404);
  });

  it('may be called by any page, and nothing else may', async () => {
    const headers = { origin: 'https://visitor.example' };
    const search = await portico.api.get('/portals/search?hostname=nobody.example.com', { headers });
    expect(search.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await portico.api.call('OPTIONS', '/portals/search', {
      headers: { ...headers, 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');

    const id = randomUUID();
    const others = [`/brands/${id}`, `/brands/${id}/portal`, '/health/live', '/portals/searches', '/v1/x'];
    for (const path of others) {
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await portico.api.call(method, path, {
          headers: { ...headers, 'access-control-request-method': 'GET' },
        });
        expect(answer.headers.has('access-control-allow-origin')).toBe(false);
      }
    }
  });
});

describe("the reference's samples", () => {
  let demo: Portico;
  const path = '/brands/4c3970ea-d648-4b25-baa8-8f7af73f318c/portal';
  const sample = {
    id: '019e2d0c-e135-7a0c-94cd-49d6462af666',
    type: 'portal',
    created_at: 1778872279.349493,
    updated_at: 1778872279.349493,
    deleted_at: null,
    hostnames: ['portal-testhost'],
  };

  beforeAll(async () => {
    demo = await startPortico({ DEMO_DATA: 'true', BOOTSTRAP_SECRET_KEY: `sk_${'d'.repeat(43)}` });
    await prepareDatabase(demo.app);
  });
  afterAll(() => demo.stop());

  const bearer = `sk_${'d'.repeat(43)}`;

  it('are what the demo data gives, to the letter and in the order of the names', async () => {
    const { hostnames: _, ...rest } = sample;
    const removed = await demo.api.delete(`${path}/hostnames?hostname=portal-testhost`, { bearer });
    expect(removed.text).toBe(JSON.stringify({ code: 'OK', data: { ...rest, hostnames: null } }));

    const { id, ...after } = { ...rest, hostnames: null };
    const withBrand = JSON.stringify({ code: 'OK', data: { id, brand: BRAND_EXAMPLE, ...after } });
    for (const call of [demo.api.get, demo.api.put]) {
      expect((await call(`${path}?associations=portal.brand`, { bearer })).text).toBe(withBrand);
    }

    const added = await demo.api.post(`${path}/hostnames`, {
      bearer,
      body: { hostname: 'portal-testhost', is_default: true },
    });
    expect(added.text).toBe(JSON.stringify({ code: 'OK', data: sample }));
    const found = await demo.api.get('/portals/search?hostname=portal-testhost');
    expect(found.text).toBe(JSON.stringify({ code: 'OK', data: sample }));
  });
});

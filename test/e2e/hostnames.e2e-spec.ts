import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { PortalHostname } from '../../src/modules/hostnames/portal-hostname.entity.js';
import { makeBrand, makeKey, makePortal, makeTenant, makeUser, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('POST /brands/:brand/portal/hostnames', () => {
  it('attaches a hostname in its normal form, after which the portal is found by it', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal } = await makePortal(portico.em(), { brand });
    const name = unique('shop');

    const added = await portico.api.post(`/brands/${brand.id}/portal/hostnames`, {
      bearer: key,
      body: { hostname: ` ${name.toUpperCase()}.Example.com. `, is_default: true },
    });

    expect(added.status).toBe(200);
    expect(added.body).toEqual({
      code: 'OK',
      data: {
        id: portal.id,
        type: 'portal',
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        hostnames: [`${name}.example.com`],
      },
    });
    const found = await portico.api.get(`/portals/search?hostname=${name}.EXAMPLE.com.`);
    expect(found.body.data).toEqual(added.body.data);
  });

  it('keeps the default first and the others in the order they were added', async () => {
    const { brand, key } = await makeTenant(portico.em());
    await makePortal(portico.em(), { brand });
    const add = (hostname: string, is_default?: boolean) =>
      portico.api.post(`/brands/${brand.id}/portal/hostnames`, {
        bearer: key,
        body: { hostname, is_default },
      });
    const [a, b, c] = ['a', 'b', 'c'].map((word) => `${unique(word)}.example.com`) as [
      string,
      string,
      string,
    ];

    await add(a, true);
    await add(b);
    await add(c);
    expect((await add(c, true)).body.data.hostnames).toEqual([c, a, b]);
  });

  it("answers 409 for another portal's hostname", async () => {
    const { brand, key, owner } = await makeTenant(portico.em());
    const hostname = `${unique('taken')}.example.com`;
    await makePortal(portico.em(), { brand, hostnames: [hostname] });
    const other = await makeBrand(portico.em(), { owner });
    await makePortal(portico.em(), { brand: other });

    const refused = await portico.api.post(`/brands/${other.id}/portal/hostnames`, {
      bearer: key,
      body: { hostname },
    });
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('Conflict');
  });

  it('answers 403 to a key without a role in the brand', async () => {
    const { brand } = await makeTenant(portico.em());
    const stranger = await makeUser(portico.em());
    const key = await makeKey(portico.em(), { brand, user: stranger });
    const refused = await portico.api.post(`/brands/${brand.id}/portal/hostnames`, { bearer: key, body: {} });
    expect(refused.status).toBe(403);
  });

  it.each([
    ['https://example.com'],
    ['example.com:443'],
    ['example.com/path'],
    ['exa mple.com'],
    ['exa_mple.com'],
    ['*.example.com'],
    ['192.168.1.1'],
    ['127.1'],
    ['[::1]'],
    ['a..b.com'],
    ['-a.example.com'],
    ['abcd'],
    [''],
    [`${'a'.repeat(64)}.example.com`],
    ['x'.repeat(1_025)],
    [null],
    [12345],
    [['example.com']],
    [{ toString: 'example.com' }],
  ])('answers %j with 400 that names the hostname', async (hostname) => {
    const { path, key } = await withPortal();
    const { status, body } = await portico.api.post(path, { bearer: key, body: { hostname } });
    expect({ status, path: body.details?.[0].path }).toEqual({ status: 400, path: 'hostname' });
  });

  it('answers a body without hostname, with more, or with is_default that is no boolean with 400', async () => {
    const { path, key } = await withPortal();
    for (const [body, fault] of [
      [{}, 'hostname'],
      [{ hostname: 'a.example.com', is_default: 'true' }, 'is_default'],
      [{ hostname: 'a.example.com', isDefault: true }, 'isDefault'],
    ] as const) {
      const answer = await portico.api.post(path, { bearer: key, body });
      expect({ status: answer.status, path: answer.body.details?.[0].path }).toEqual({
        status: 400,
        path: fault,
      });
    }
  });

  it("answers 409 for the service's own names", async () => {
    const { path, key } = await withPortal();
    const own = ['portals.localhost', 'shop.portals.localhost', 'A.B.Portals.Localhost.', 'localhost'];
    for (const hostname of own) {
      const { status, body } = await portico.api.post(path, { bearer: key, body: { hostname } });
      expect({ hostname, status, code: body.code }).toEqual({ hostname, status: 409, code: 'Conflict' });
    }
    const near = `${unique('near')}-portals.localhost`;
    expect((await portico.api.post(path, { bearer: key, body: { hostname: near } })).status).toBe(200);
  });

  it('answers 404 where the brand has no portal, and for an unknown brand', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const body = { hostname: `${unique('none')}.example.com` };
    const without = await portico.api.post(`/brands/${brand.id}/portal/hostnames`, { bearer: key, body });
    expect(without.body).toEqual({
      code: 'ResourceNotFound',
      message: `Portal for brand ${brand.id} not found`,
      http: 404,
    });
    const id = randomUUID();
    expect((await portico.api.post(`/brands/${id}/portal/hostnames`, { bearer: key, body })).status).toBe(
      404,
    );
    const gibberish = await portico.api.post('/brands/gibberish/portal/hostnames', { bearer: key, body });
    expect(gibberish.status).toBe(400);
  });

  it('attaches one name only once, however it is spelt, and promotes it when asked', async () => {
    const { path, key } = await withPortal();
    const name = unique('same');
    const [one, other] = [`${name}.example.com`, `other-${name}.example.com`];
    const add = async (hostname: string, is_default?: boolean) =>
      (await portico.api.post(path, { bearer: key, body: { hostname, is_default } })).body.data.hostnames;

    expect(await add(other, true)).toEqual([other]);
    expect(await add(one)).toEqual([other, one]);
    expect(await add(`${one.toUpperCase()}.`)).toEqual([other, one]);
    expect(await add(one, false)).toEqual([other, one]);
    expect(await add(one, true)).toEqual([one, other]);
    expect(await add(one, false)).toEqual([one, other]);
    expect(
      await portico.em().count(PortalHostname, { hostname: { $in: [one, other] }, isDefault: true }),
    ).toBe(1);
  });

  it("leaves the portal's updated_at alone", async () => {
    const { brand, path, key } = await withPortal();
    const get = async () => (await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key })).body.data;
    const { updated_at } = await get();
    const hostname = `${unique('calm')}.example.com`;
    await portico.api.post(path, { bearer: key, body: { hostname, is_default: true } });
    expect((await get()).updated_at).toBe(updated_at);
    await portico.api.delete(`${path}?hostname=${hostname}`, { bearer: key });
    expect((await get()).updated_at).toBe(updated_at);
  });

  it('finds the portal by whatever was attached, in any spelling', async () => {
    const { path, key, portal } = await withPortal();
    const suffix = unique('p');
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Za-z0-9\u00e0-\u00f6\u0430-\u044f\u4e00-\u4eff]{1,12}$/),
        fc.boolean(),
        async (label, dot) => {
          const hostname = `${label}.${suffix}.example${dot ? '.' : ''}`;
          const added = await portico.api.post(path, { bearer: key, body: { hostname } });
          expect(added.status).toBe(200);
          for (const spelling of [hostname, hostname.toUpperCase(), hostname.toLowerCase()]) {
            const found = await portico.api.get(`/portals/search?hostname=${encodeURIComponent(spelling)}`);
            expect({ spelling, id: found.body.data?.id }).toEqual({ spelling, id: portal.id });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts the characters of the ASCII form, as the look-up does', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal } = await makePortal(portico.em(), { brand });
    const path = `/brands/${brand.id}/portal/hostnames`;
    const added = await portico.api.post(path, { bearer: key, body: { hostname: 'é.fr' } });
    expect(added.body.data.hostnames).toEqual(['xn--9ca.fr']);
    for (const hostname of ['é.fr', 'É.FR.', 'xn--9ca.fr']) {
      const found = await portico.api.get(`/portals/search?hostname=${encodeURIComponent(hostname)}`);
      expect([hostname, found.status, found.body.data?.id]).toEqual([hostname, 200, portal.id]);
    }
    const removed = await portico.api.delete(`${path}?hostname=${encodeURIComponent('é.fr')}`, {
      bearer: key,
    });
    expect(removed.body.data.hostnames).toBeNull();
  });
});

describe('DELETE /brands/:brand/portal/hostnames', () => {
  it('detaches a hostname, in any spelling, after which it is free for any portal', async () => {
    const hostname = `${unique('moving')}.example.com`;
    const from = await withPortal([hostname]);
    const to = await withPortal();
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).body.data.id).toBe(from.portal.id);

    const removed = await portico.api.delete(`${from.path}?hostname=${hostname.toUpperCase()}.`, {
      bearer: from.key,
    });
    expect(removed.status).toBe(200);
    expect(removed.body).toEqual({
      code: 'OK',
      data: {
        id: from.portal.id,
        type: 'portal',
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        hostnames: null,
      },
    });
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).status).toBe(404);
    await portico.api.post(to.path, { bearer: to.key, body: { hostname } });
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).body.data.id).toBe(to.portal.id);
  });

  it('of the default makes no other one the default', async () => {
    const name = unique('first');
    const hostnames = ['a', 'b', 'c'].map((word) => `${word}.${name}.example.com`);
    const { path, key, portal } = await withPortal(hostnames);
    const { body } = await portico.api.delete(`${path}?hostname=${hostnames[0]}`, { bearer: key });
    expect(body.data.hostnames).toEqual(hostnames.slice(1));
    expect(await portico.em().count(PortalHostname, { portal, isDefault: true })).toBe(0);
  });

  it("of a name that is not attached, another portal's included, changes nothing", async () => {
    const hostname = `${unique('theirs')}.example.com`;
    const theirs = await withPortal([hostname]);
    const mine = await withPortal([`${unique('mine')}.example.com`]);
    for (const name of [hostname, 'nobody.example.com']) {
      const { status, body } = await portico.api.delete(`${mine.path}?hostname=${name}`, {
        bearer: mine.key,
      });
      expect({ status, count: body.data.hostnames.length }).toEqual({ status: 200, count: 1 });
    }
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).body.data.id).toBe(
      theirs.portal.id,
    );
  });

  it('answers 400 without a hostname or with what is none, 404 without a portal, 403 to a stranger', async () => {
    const { path, key } = await withPortal();
    for (const query of [
      '',
      '?hostname=',
      '?hostname=https://x.example',
      '?hostname=a.example&hostname=b.example',
    ]) {
      expect((await portico.api.delete(`${path}${query}`, { bearer: key })).status).toBe(400);
    }
    const { brand, key: bare } = await makeTenant(portico.em());
    const none = `/brands/${brand.id}/portal/hostnames?hostname=a.example.com`;
    expect((await portico.api.delete(none, { bearer: bare })).status).toBe(404);
    expect((await portico.api.delete(`${path}?hostname=a.example.com`, { bearer: bare })).status).toBe(403);
  });
});

async function withPortal(hostnames: string[] = []) {
  const { brand, key } = await makeTenant(portico.em());
  const { portal } = await makePortal(portico.em(), { brand, hostnames });
  return { brand, key, portal, path: `/brands/${brand.id}/portal/hostnames` };
}

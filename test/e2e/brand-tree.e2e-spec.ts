import { randomUUID } from 'node:crypto';
import { PortalHostname } from '../../src/modules/hostnames/portal-hostname.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { PortalScope } from '../../src/modules/portals/portal-scope.entity.js';
import {
  makeBrand,
  makeKey,
  makeOperator,
  makePortal,
  makeRole,
  makeTenant,
  makeUser,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico({ DEFAULT_BASE_URL: 'https://portico.example.com/' });
});
afterAll(() => portico.stop());

const update = (bearer: string, id: string, body: unknown) =>
  portico.api.put(`/brands/${id}`, { bearer, body });

/** A root with an office and a team below that, and the key of the root's owner. */
async function makeTree() {
  const em = portico.em();
  const { brand: root, owner, key } = await makeTenant(em);
  const office = await makeBrand(em, { parent: root, name: 'Office' });
  const team = await makeBrand(em, { parent: office, name: 'Team' });
  return { root, office, team, owner, key };
}

/** A key of somebody who has a role in `brand` alone. */
async function makeKeyIn(brand: Awaited<ReturnType<typeof makeBrand>>): Promise<string> {
  const user = await makeUser(portico.em());
  await makeRole(portico.em(), { brand, user });
  return makeKey(portico.em(), { brand, user });
}

interface Shown {
  readonly id: string;
  readonly name: string;
}
const idsOf = ({ body }: { body: { data: Shown[] } }): string[] => body.data.map(({ id }) => id);

describe('PUT /brands/:brand', () => {
  it('changes what is sent and leaves the rest', async () => {
    const { office, root, key } = await makeTree();
    const first = await update(key, office.id, {
      palette: { primary: '#0a0' },
      assets: { logo: 'https://example.com/logo.png' },
      brand_type: 'Office',
    });
    const { status, body } = await update(key, office.id, { name: ' Lake Office ', assets: null });
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 'OK',
      data: {
        ...first.body.data,
        name: 'Lake Office',
        palette: { primary: '#0a0', type: 'brand_palette' },
        assets: null,
        brand_type: 'Office',
        parents: [root.id],
        updated_at: expect.any(Number),
      },
    });
    expect(body.data.updated_at).toBeGreaterThan(first.body.data.updated_at);
    expect((await portico.api.get(`/brands/${office.id}`)).body).toEqual(body);
  });

  it('moves a brand with all that is below it, and who may act there', async () => {
    const { root, office, team, key } = await makeTree();
    const hall = await makeBrand(portico.em(), { parent: root });
    const { portal } = await makePortal(portico.em(), { brand: team });
    const [ofOffice, ofHall] = [await makeKeyIn(office), await makeKeyIn(hall)];
    const reach = async () =>
      Promise.all(
        [ofOffice, ofHall].map(
          async (bearer) => (await portico.api.get(`/brands/${team.id}/portal`, { bearer })).status,
        ),
      );
    const listed = async (bearer: string) =>
      (await portico.api.get('/v1/portal/list', { bearer })).body.items.map(({ id }: { id: string }) => id);
    expect(await reach()).toEqual([200, 403]);
    expect(await listed(ofHall)).toEqual([]);

    const moved = await update(key, office.id, { parent: hall.id.toUpperCase() });
    expect(moved.body.data.parents).toEqual([hall.id, root.id]);
    expect((await portico.api.get(`/brands/${team.id}`)).body.data.parents).toEqual([
      office.id,
      hall.id,
      root.id,
    ]);
    expect(await reach()).toEqual([200, 200]);
    expect(await listed(ofHall)).toEqual([portal.id]);

    expect((await update(key, team.id, { parent: root.id })).body.data.parents).toEqual([root.id]);
    expect(await reach()).toEqual([403, 403]);
    expect(await listed(ofHall)).toEqual([]);
  });

  it('refuses a place that does not fit', async () => {
    const { root, office, team, key, owner } = await makeTree();
    const stranger = await makeBrand(portico.em(), { owner });
    const refusals = [
      [office.id, office.id, 'must not be the brand itself or one below it'],
      [office.id, team.id, 'must not be the brand itself or one below it'],
      [office.id, stranger.id, 'must be a brand of the same tree; a root stays a root'],
      [office.id, null, 'must be a brand of the same tree; a root stays a root'],
      [stranger.id, root.id, 'must be a brand of the same tree; a root stays a root'],
      [root.id, team.id, 'must not be the brand itself or one below it'],
    ] as const;
    for (const [id, parent, message] of refusals) {
      const { status, body } = await update(key, id, { name: 'Never', parent });
      expect([status, body.details]).toEqual([400, [{ path: 'parent', message }]]);
    }
    expect((await portico.api.get(`/brands/${office.id}`)).body.data).toMatchObject({
      name: 'Office',
      parents: [root.id],
    });
    expect((await update(key, root.id, { parent: null, name: 'Root' })).body.data.name).toBe('Root');
  });

  it('keeps all that moves within 16 levels', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const line = [brand];
    for (let level = 2; level <= 14; level++) {
      line.push(await makeBrand(portico.em(), { parent: line.at(-1)! }));
    }
    const office = await makeBrand(portico.em(), { parent: brand });
    const team = await makeBrand(portico.em(), { parent: office });
    const [level13, level14] = line.slice(-2);
    await makeBrand(portico.em(), { parent: team });
    const tooDeep = await update(key, office.id, { parent: level14!.id });
    expect(tooDeep.body.details).toEqual([
      { path: 'parent', message: 'must stand high enough for all that moves to stay within 16 levels' },
    ]);
    expect((await update(key, office.id, { parent: level13!.id })).status).toBe(200);
  });

  it('takes a role in the new parent, which has to exist', async () => {
    const { root, office, team } = await makeTree();
    const hall = await makeBrand(portico.em(), { parent: root });
    const bearer = await makeKeyIn(office);
    const refused = await update(bearer, team.id, { parent: hall.id });
    expect([refused.status, refused.body.message]).toEqual([
      403,
      `The token has no role in brand ${hall.id}`,
    ]);
    const unknown = randomUUID();
    const missing = await update(bearer, team.id, { parent: unknown });
    expect([missing.status, missing.body.message]).toEqual([404, `Brand ${unknown} not found`]);
  });

  it('is for those who have a role in the brand or above it', async () => {
    const { root, office, team } = await makeTree();
    const stranger = await makeTenant(portico.em());
    const bearer = await makeKeyIn(office);
    expect((await update(stranger.key, office.id, { name: 'Mine' })).status).toBe(403);
    expect((await update(bearer, root.id, { name: 'Mine' })).status).toBe(403);
    expect((await update(bearer, team.id, { name: 'Ours' })).status).toBe(200);
    expect((await update(bearer, randomUUID(), { name: 'Ours' })).status).toBe(404);
    expect((await portico.api.put(`/brands/${office.id}`, { body: {} })).status).toBe(401);
  });

  it('tells all faults at once', async () => {
    const { office, key } = await makeTree();
    const { status, body } = await update(key, office.id, {
      name: null,
      brand_type: 'Shop',
      parent: 'x',
      palette: [],
      roles: [],
    });
    expect(status).toBe(400);
    const paths = body.details.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['brand_type', 'name', 'palette', 'parent', 'roles']);
  });
});

describe('GET /brands', () => {
  it('lists the brands that the caller has a role in, and those below, whatever others have', async () => {
    const { root, office, team, key, owner } = await makeTree();
    const elsewhere = await makeBrand(portico.em(), { owner, name: '100%_Sure' });
    await makeTenant(portico.em());
    const all = await portico.api.get('/brands', { bearer: key });
    expect(idsOf(all)).toEqual([root.id, office.id, team.id, elsewhere.id]);
    expect(all.body.info).toEqual({ count: 4, total: 4 });
    expect(all.body.data[2]).toEqual((await portico.api.get(`/brands/${team.id}`)).body.data);

    const page = await portico.api.get('/brands?start=1&limit=1&order=-name', { bearer: key });
    expect(page.body.info).toEqual({ count: 1, total: 4 });
    expect(idsOf(page)).toEqual([office.id]);
    const named = await portico.api.get(`/brands?q=${encodeURIComponent('0%_s')}`, { bearer: key });
    expect([idsOf(named), named.body.info.total]).toEqual([[elsewhere.id], 1]);
    expect(idsOf(await portico.api.get('/brands?q=_ffice', { bearer: key }))).toEqual([]);
  });

  it('keeps to the brand that is named, and below', async () => {
    const { office, team, key } = await makeTree();
    const headers = { 'x-rechat-brand': office.id };
    expect(idsOf(await portico.api.get('/brands', { bearer: key, headers }))).toEqual([office.id, team.id]);
    const stranger = await makeTenant(portico.em());
    expect((await portico.api.get('/brands', { bearer: stranger.key, headers })).status).toBe(403);
  });

  it('refuses what it cannot page by, and whoever has no token', async () => {
    const { key } = await makeTenant(portico.em());
    const { status, body } = await portico.api.get('/brands?limit=0&order=palette', { bearer: key });
    expect([status, body.details.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['limit', 'order'],
    ]);
    expect((await portico.api.get('/brands')).status).toBe(401);
  });
});

describe('GET /brands/:brand/children', () => {
  it('lists the brands right below, a page at a time', async () => {
    const { root, office, key } = await makeTree();
    const names = times(12, (n) => `Branch ${n}`);
    for (const name of names) await makeBrand(portico.em(), { parent: root, name });
    const list = (query: string) => portico.api.get(`/brands/${root.id}/children?${query}`, { bearer: key });
    const first = await list('');
    expect(first.body.info).toEqual({ count: 10, total: 13 });
    expect(first.body.data[0].id).toBe(office.id);
    expect((await list('start=10')).body.data.map(({ name }: Shown) => name)).toEqual(names.slice(-3));
    expect((await list('start=50')).body).toEqual({ code: 'OK', data: [], info: { count: 0, total: 13 } });
    const stranger = await makeTenant(portico.em());
    const refused = await portico.api.get(`/brands/${root.id}/children`, { bearer: stranger.key });
    expect(refused.status).toBe(403);
  });
});

describe('DELETE /brands/:brand', () => {
  const remove = (bearer: string, id: string) => portico.api.delete(`/brands/${id}`, { bearer });

  it('deletes the brand with its portal, whose names and token are free', async () => {
    const { team, office, key } = await makeTree();
    const hostname = `${unique('gone')}.example.com`;
    const { portal, token } = await makePortal(portico.em(), { brand: team, hostnames: [hostname] });
    await portico.em().nativeUpdate(Portal, { id: portal.id }, { slug: unique('slug') });
    const enter = () =>
      portico.api.get(`/portals/${portal.id}/contacts/${randomUUID()}/timeline`, { portalToken: token });
    const search = () => portico.api.get(`/portals/search?hostname=${hostname}`);
    expect([(await search()).status, (await enter()).body.message]).toEqual([
      200,
      expect.stringMatching(/^Contact/),
    ]);

    const { status, text } = await remove(key, team.id);
    expect([status, text]).toEqual([204, '']);
    expect((await portico.api.get(`/brands/${team.id}`)).status).toBe(404);
    expect((await remove(key, team.id)).status).toBe(404);
    expect([(await search()).status, (await enter()).body.message]).toEqual([
      404,
      `Portal ${portal.id} not found`,
    ]);
    expect(await portico.em().count(PortalHostname, { portal: portal.id })).toBe(0);
    expect(await portico.em().count(PortalScope, { portal: portal.id })).toBe(0);
    expect((await portico.api.get('/v1/portal/list', { bearer: key })).body.items).toEqual([]);

    await makePortal(portico.em(), { brand: office, hostnames: [hostname] });
    expect((await search()).status).toBe(200);
    expect(idsOf(await portico.api.get(`/brands/${office.id}/children`, { bearer: key }))).toEqual([]);
  });

  it('refuses while there are brands below, and of the first brand', async () => {
    const { office, team, key } = await makeTree();
    const refused = await remove(key, office.id);
    expect(refused.body).toEqual({
      code: 'Conflict',
      message: `Brand ${office.id} has brands below it`,
      http: 409,
    });
    for (const id of [team.id, office.id]) expect((await remove(key, id)).status).toBe(204);

    const operator = await makeOperator(portico.em());
    expect((await remove(operator.key, operator.brand.id)).body).toEqual({
      code: 'Conflict',
      message: 'The brand that the instance began with cannot be deleted',
      http: 409,
    });
  });

  it('is for those who have a role in the brand or above it', async () => {
    const { root, office, team } = await makeTree();
    const stranger = await makeTenant(portico.em());
    expect((await remove(stranger.key, team.id)).status).toBe(403);
    expect((await remove(await makeKeyIn(office), root.id)).status).toBe(403);
    expect((await remove(stranger.key, 'gibberish')).status).toBe(400);
    expect((await portico.api.delete(`/brands/${team.id}`)).status).toBe(401);
  });
});

import { BlueprintClient } from '@chatbotkit/sdk/blueprint/index.js';
import { PortalClient } from '@chatbotkit/sdk/portal/index.js';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { makeContact, makeTenant, type Tenant, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

function clientsOf(tenant: Tenant) {
  portico.keepSecret(tenant.key);
  const options = { secret: tenant.key, baseUrl: portico.url, retries: 0 };
  return { portals: new PortalClient(options), blueprints: new BlueprintClient(options) };
}

const newClients = async () => {
  const tenant = await makeTenant(portico.em());
  return { tenant, ...clientsOf(tenant) };
};

const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe("The vendor's client", () => {
  it('takes a portal through its whole life', async () => {
    const { portals, blueprints } = await newClients();
    const slug = unique('support-portal');
    const config = {
      apps: { chat: { bots: ['bot-1'] }, inbox: { filters: { console: false } } },
      users: { '*@company.com': {}, 'jane@partner.io': {} },
      layout: { header: true, footer: { madeWith: false } },
    };

    const blueprint = await blueprints.create({ name: 'Desk', description: 'd', meta: { kind: 'desk' } });
    const { id } = await portals.create({
      slug: ` ${slug.toUpperCase()} `,
      name: 'Support',
      description: 'Where customers ask',
      blueprintId: blueprint.id,
      config,
      meta: { team: 'ops', tier: 1 },
    });
    const made = await portals.fetch(slug);
    expect(made).toEqual({
      id,
      name: 'Support',
      description: 'Where customers ask',
      slug,
      domain: 'portals.localhost',
      blueprintId: blueprint.id,
      config,
      meta: { team: 'ops', tier: 1 },
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    });
    expect(Number.isInteger(made.createdAt)).toBe(true);
    expect(Math.abs(made.createdAt - Date.now())).toBeLessThan(60_000);

    const other = unique('help-portal');
    expect(await portals.update(slug, { slug: other, config: { apps: {} }, meta: { tier: 2 } })).toEqual({
      id,
    });
    expect(await portals.fetch(id)).toMatchObject({
      slug: other,
      name: 'Support',
      config: { apps: {} },
      meta: { team: 'ops', tier: 2 },
    });
    await expect(portals.fetch(slug)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    expect(await portals.list()).toEqual({ items: [await portals.fetch(id)], cursor: id });
    expect(await portals.delete(other)).toEqual({ id });
    await expect(portals.delete(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await portals.list()).toEqual({ items: [], cursor: '' });
    expect((await blueprints.fetch(blueprint.id)).name).toBe('Desk');
    const again = await portals.create({ slug: other });
    expect((await portals.fetch(again.id)).slug).toBe(other);
  });

  it('pages, streams and filters', async () => {
    const { portals } = await newClients();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const made = await portals.create({
        slug: unique('list'),
        name: `№ ${n} 🚀`,
        meta: { even: n % 2 === 0, n, team: n < 2 ? 'ops' : 'dev', deep: { er: `x${n}` } },
      });
      ids.push(made.id);
    }
    const idsOf = async (request: Parameters<PortalClient['list']>[0]) =>
      (await portals.list(request)).items.map(({ id }) => id);

    expect(await idsOf({})).toEqual([...ids].reverse());
    expect(await idsOf({ order: 'asc' })).toEqual(ids);
    const first = await portals.list({ order: 'asc', take: 2 });
    expect(first.cursor).toBe(ids[1]);
    expect(await idsOf({ order: 'asc', take: 2, cursor: first.cursor })).toEqual(ids.slice(2, 4));
    expect(await idsOf({ order: 'asc', meta: { team: 'ops' } })).toEqual(ids.slice(0, 2));
    expect(await idsOf({ order: 'asc', meta: { n: '3' } })).toEqual([ids[3]]);
    expect(await idsOf({ order: 'asc', meta: { even: 'true', team: 'dev' } })).toEqual([ids[2], ids[4]]);
    expect(await idsOf({ meta: { 'deep.er': 'x1' } })).toEqual([ids[1]]);

    const streamed = await collect(portals.list({ order: 'asc' }).stream());
    expect(streamed).toEqual(
      (await portals.list({ order: 'asc' })).items.map((data) => ({ type: 'item', data })),
    );
    expect(await collect(portals.list({ take: 3 }).stream())).toHaveLength(3);
    expect(await collect(portals.list({ meta: { team: 'nobody' } }).stream())).toEqual([]);
  });

  it('receives every error as one it can branch on', async () => {
    const { portals, blueprints } = await newClients();
    const slug = unique('error');
    const { id } = await portals.create({ slug });
    const refusals: [Promise<unknown>, string, string][] = [
      [portals.create({}), 'BAD_REQUEST', 'slug'],
      [portals.create({ slug: 'www' }), 'BAD_REQUEST', 'slug'],
      [portals.create({ slug: 'admin' }), 'BAD_REQUEST', 'slug'],
      [portals.create({ slug }), 'CONFLICT', 'slug'],
      [
        portals.create({ slug: unique('x'), config: { apps: { chat: null } } }),
        'BAD_REQUEST',
        'config.apps.chat',
      ],
      [portals.create({ slug: unique('x'), blueprintId: 'nope' }), 'BAD_REQUEST', 'blueprintId'],
      [portals.create({ slug: unique('x'), colour: 'red' } as object), 'BAD_REQUEST', 'colour'],
      [portals.fetch('nothing-here').then(), 'NOT_FOUND', 'nothing-here'],
      [portals.update('nothing-here', {}), 'NOT_FOUND', 'nothing-here'],
      [portals.update(id, { slug: null as never }), 'BAD_REQUEST', 'slug'],
      [portals.delete('nothing-here'), 'NOT_FOUND', 'nothing-here'],
      [portals.list({ cursor: 'nope' }).then(), 'BAD_REQUEST', 'cursor'],
      [blueprints.fetch('nothing-here').then(), 'NOT_FOUND', 'nothing-here'],
      [blueprints.update('nothing-here', {}), 'NOT_FOUND', 'nothing-here'],
      [blueprints.delete('nothing-here'), 'NOT_FOUND', 'nothing-here'],
      [blueprints.clone('nothing-here'), 'NOT_FOUND', 'clone'],
      [
        portals.create({ slug: unique('x'), description: 'x'.repeat(2_000_000) }),
        'CONTENT_TOO_LARGE',
        'large',
      ],
    ];
    for (const [refusal, code, named] of refusals) {
      await expect(refusal).rejects.toMatchObject({ code, message: expect.stringContaining(named) });
    }
    const stranger = new PortalClient({ secret: 'sk_wrong', baseUrl: portico.url });
    await expect(stranger.list()).rejects.toMatchObject({ code: 'NOT_AUTHENTICATED' });
    await expect(stranger.create({ slug })).rejects.toMatchObject({ code: 'NOT_AUTHENTICATED' });
    await expect(collect(stranger.list().stream())).rejects.toMatchObject({ code: 'NOT_AUTHENTICATED' });
    expect((await portals.list()).items).toHaveLength(1);
  });

  it('manages blueprints, and lets go of a deleted one', async () => {
    const { portals, blueprints } = await newClients();
    const { id } = await blueprints.create({ name: 'One', meta: { a: 1, b: { c: 2 } } });
    const other = await blueprints.create({});
    expect(await blueprints.fetch(id)).toEqual({
      id,
      name: 'One',
      description: '',
      meta: { a: 1, b: { c: 2 } },
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    });
    expect(await blueprints.update(id, { description: 'two', meta: { a: null, d: 3 } })).toEqual({
      id,
    });
    expect(await blueprints.fetch(id)).toMatchObject({
      name: 'One',
      description: 'two',
      meta: { b: { c: 2 }, d: 3 },
    });
    const list = await blueprints.list({ meta: { d: '3' } });
    expect(list.items.map((item) => item.id)).toEqual([id]);
    expect(await collect(blueprints.list({ order: 'asc' }).stream())).toHaveLength(2);

    const portal = await portals.create({ slug: unique('pointing'), blueprintId: id });
    await portals.create({ slug: unique('elsewhere'), blueprintId: other.id });
    expect(await blueprints.delete(id)).toEqual({ id });
    expect((await portals.fetch(portal.id)).blueprintId).toBeNull();
    await expect(blueprints.fetch(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('makes portals that carry hostnames and a token and serve contacts', async () => {
    const { portals, tenant } = await newClients();
    const slug = unique('serving');
    const { id } = await portals.create({ slug });
    const found = await portico.api.get(`/portals/search?hostname=${slug}.portals.localhost`);
    expect(found.body.data).toMatchObject({ id, hostnames: null });
    const portal = await portico.em().findOneOrFail(Portal, id, { populate: ['brand'] });
    expect(portal.brand.$).toMatchObject({ name: slug, ancestors: [tenant.brand.id] });
    const brand = portal.brand.id;

    const hostname = `${unique('www')}.example.com`;
    await portico.api.post(`/brands/${brand}/portal/hostnames`, { bearer: tenant.key, body: { hostname } });
    const rotated = await portico.api.post(`/brands/${brand}/portal/token`, { bearer: tenant.key });
    const portalToken = rotated.body.data.token as string;
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).body.data.id).toBe(id);

    const contact = await makeContact(portico.em(), { brand: portal.brand.$ });
    const timeline = `/portals/${id}/contacts/${contact.id}/timeline`;
    const recorded = await portico.api.post(timeline, { portalToken, body: { action: 'ContactSignedUp' } });
    expect(recorded.status).toBe(200);

    await portals.delete(id);
    expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).status).toBe(404);
    expect((await portico.api.get(`/portals/search?hostname=${slug}.portals.localhost`)).status).toBe(404);
    expect((await portico.api.get(timeline, { portalToken })).status).toBe(404);
    expect(await portico.em().count(Contact, { id: contact.id, brand, deletedAt: null })).toBe(1);
  });
});

import { randomInt } from 'node:crypto';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import {
  makeBrand,
  makeContact,
  makePortal,
  makeTenant,
  type Tenant,
  unique,
} from '../factories/factories.js';
import type { Answer, Api, CallOptions } from '../setup/api.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

let portico: Portico;
let second: Portico;
let tenant: Tenant;

beforeAll(async () => {
  portico = await startPortico();
  second = await startInstance(portico.environment);
});
beforeEach(async () => {
  tenant = await makeTenant(portico.em());
});
afterAll(async () => {
  await second.stop();
  await portico.stop();
});

const tally = (answers: readonly Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** A call by the tenant's key, to either instance; each POST has an `Idempotency-Key` of its own. */
const call = (method: keyof Pick<Api, 'get' | 'put' | 'post' | 'delete'>, path: string, body?: object) => {
  const { api } = randomInt(2) === 0 ? portico : second;
  const options: CallOptions = { bearer: tenant.key, headers: {}, ...(body && { body }) };
  if (method === 'post') options.headers = { 'idempotency-key': unique('key') };
  return api[method](path, options);
};

describe('POST /api/v1/portal/create, many at once with a key each', () => {
  const create = (brandId: string) =>
    call('post', '/api/v1/portal/create', { slug: unique('race'), brandId });

  it("makes one portal of the caller's own brand, round after round", async () => {
    for (let round = 0; round < 5; round++) {
      tenant = await makeTenant(portico.em());
      const answers = await Promise.all(times(32, () => create(tenant.brand.id)));
      expect(tally(answers)).toEqual({ 200: 1, 409: 31 });
      expect(await portico.em().count(Portal, { brand: tenant.brand.id })).toBe(1);
    }
  });

  it('makes one portal of a brand, whichever API asks', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await makeBrand(portico.em(), { parent: tenant.brand });
      const [created, ensured, below] = await Promise.all([
        Promise.all(times(12, () => create(id))),
        Promise.all(times(12, () => call('put', `/brands/${id}/portal`))),
        Promise.all(times(12, () => call('post', '/brands', { name: 'B', brand_type: 'Team', parent: id }))),
      ]);
      const made = ensured.filter(({ body }) => body.data.token !== undefined).length;
      expect(tally(created)).toEqual(made === 1 ? { 409: 12 } : { 200: 1, 409: 11 });
      expect(tally(ensured)).toEqual({ 200: 12 });
      expect(tally(below)).toEqual({ 200: 12 });
      expect(await portico.em().count(Brand, { parent: id })).toBe(12);
    }
  });

  it('takes keys that are a day old again, though each call sweeps the others', async () => {
    const headers = times(24, (n) => ({ 'idempotency-key': unique(`key-${n}`) }));
    const createAll = () =>
      Promise.all(
        headers.map((each) =>
          portico.api.post('/api/v1/blueprint/create', { bearer: tenant.key, headers: each, body: {} }),
        ),
      );
    const seen = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const answers = await createAll();
      expect(tally(answers)).toEqual({ 200: 24 });
      for (const { body } of answers) seen.add(body.id as string);
      await portico.em().execute(`update idempotency_keys set created_at = now() - interval '25 hours'`);
    }
    expect(seen.size).toBe(120);
  });
});

describe('POST /api/v1/portal/:portalId/update', () => {
  it('of two portals that want the slugs of each other is refused, not broken off', async () => {
    const slugs = times(2, (n) => unique(`swap-${n}`));
    const ids = await Promise.all(
      slugs.map(async (slug) => (await call('post', '/v1/portal/create', { slug })).body.id as string),
    );
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(
        times(8, (n) => call('post', `/v1/portal/${ids[n % 2]}/update`, { slug: slugs[1 - (n % 2)] })),
      );
      expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
    }
  });
});

describe('a storm of writes on one tree of brands', () => {
  it('is answered without a 5xx', async () => {
    const em = portico.em();
    const brands = [tenant.brand];
    for (const parent of [0, 0, 1]) brands.push(await makeBrand(em, { parent: brands[parent]! }));
    const known = await Promise.all(
      brands.slice(0, 2).map(async (brand) => ({
        ...(await makePortal(portico.em(), { brand })),
        contact: await makeContact(portico.em(), { brand }),
      })),
    );
    const slugs = times(8, () => unique('storm'));
    const names = times(4, (n) => `${unique('storm')}-${n}.example.com`);
    const pick = <Item>(items: readonly Item[]): Item => items[randomInt(items.length)]!;
    const ids = brands.map(({ id }) => id);
    const brandPath = () => `/brands/${pick(ids)}`;
    const below = async () => {
      const made = await call('post', '/brands', { name: 'S', brand_type: 'Team', parent: pick(brands).id });
      ids.push(made.body.data.id as string);
      return made;
    };
    const visitor = (path: 'attributes' | 'timeline', body: object) => {
      const { portal, token, contact } = pick(known);
      const { api } = pick([portico, second]);
      return api.post(`/portals/${portal.id}/contacts/${contact.id}/${path}`, { portalToken: token, body });
    };
    const search = { title: 'Storm' };
    const writes: (() => Promise<Answer>)[] = [
      () => call('put', `${brandPath()}/portal`),
      () => call('post', `${brandPath()}/portal/hostnames`, { hostname: pick(names), is_default: true }),
      () => call('delete', `${brandPath()}/portal/hostnames?hostname=${pick(names)}`),
      () => call('post', '/v1/portal/create', { slug: pick(slugs), brandId: pick(ids) }),
      () => call('post', '/v1/portal/create', { slug: pick(slugs) }),
      () =>
        call('post', `/v1/portal/${pick(slugs)}/update`, { slug: pick(slugs), meta: { n: randomInt(9) } }),
      () => call('post', `/v1/portal/${pick(slugs)}/delete`, {}),
      below,
      () => call('post', `${brandPath()}/saved-searches`, search),
      () => visitor('attributes', { attributes: [{ attribute_type: 'first_name', text: 'Dana' }] }),
      () =>
        visitor('attributes', {
          attributes: [{ attribute_type: 'email', text: 'd@example.com', is_primary: true }],
        }),
      () => visitor('timeline', { action: 'ContactLoggedIn' }),
      () => {
        const { portal, token, contact } = pick(known);
        return second.api.post(`/portals/${portal.id}/saved-searches/${contact.id}`, {
          portalToken: token,
          body: search,
        });
      },
    ];
    const answers: { write: number; answer: Answer }[] = [];
    const until = performance.now() + 12_000;
    await Promise.all(
      times(24, async () => {
        while (performance.now() < until) {
          const write = randomInt(writes.length);
          answers.push({ write, answer: await writes[write]!() });
        }
      }),
    );
    const broken = answers.filter(({ answer }) => answer.status >= 500);
    expect(broken.map(({ write, answer }) => `${write}: ${answer.text}`)).toEqual([]);
    const good = new Set(answers.filter(({ answer }) => answer.status < 300).map(({ write }) => write));
    expect([...good].sort((a, b) => a - b)).toEqual(times(writes.length, (n) => n));
  });
});

describe('a write that PostgreSQL rolls back', () => {
  /** Fails the first `count` writes of `table` with `code`. */
  const failing = async (table: string, code: string, count: number): Promise<void> => {
    await portico.em().execute(`
      create sequence attempts;
      create function fail() returns trigger language plpgsql as $$
      begin
        if nextval('attempts') <= ${count} then raise exception 'failed' using errcode = '${code}'; end if;
        return new;
      end
      $$;
      create trigger fail before insert or update on ${table} for each row execute function fail();
    `);
  };
  afterEach(() => portico.em().execute('drop sequence attempts; drop function fail cascade'));

  it.each(['40P01', '40001'])('in favour of others (%s) is tried again', async (code) => {
    await failing('brands', code, 3);
    const made = await call('post', '/brands', {
      name: 'Again',
      brand_type: 'Team',
      parent: tenant.brand.id,
    });
    expect([made.status, made.body.data?.name]).toEqual([200, 'Again']);
    expect(await portico.em().count(Brand, { name: 'Again', id: made.body.data.id })).toBe(1);
  });

  it('in favour of others is tried again where it is one statement, too', async () => {
    const { portal } = await makePortal(portico.em(), { brand: tenant.brand });
    await failing('portals', '40P01', 3);
    const changed = await call('post', `/v1/portal/${portal.id}/update`, { name: 'Again' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, `"${portal.id}-2"`]);
  });

  it.each(['40P01', '40001', '57014', '55P03'])('over and over (%s) is 503', async (code) => {
    await failing('brands', code, 1_000);
    const refused = await call('post', '/brands', {
      name: 'Never',
      brand_type: 'Team',
      parent: tenant.brand.id,
    });
    expect([refused.status, refused.body]).toEqual([
      503,
      { code: 'Unavailable', message: 'The database is too busy at the moment', http: 503 },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await portico.em().count(Brand, { name: 'Never' })).toBe(0);
  });
});

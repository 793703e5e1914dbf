import { setTimeout as wait } from 'node:timers/promises';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { makeBrand, makeTenant, type Tenant, unique } from '../factories/factories.js';
import type { Answer } from '../setup/api.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';

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

/** Calls both instances in turn, all at once. */
const race = (calls: number, path: string, bodyOf: (n: number) => object, headers = {}): Promise<Answer[]> =>
  Promise.all(
    Array.from({ length: calls }, (_, n) =>
      (n % 2 ? portico : second).api.post(`/api/v1/portal/${path}`, {
        bearer: tenant.key,
        body: bodyOf(n),
        headers,
      }),
    ),
  );

const tally = (answers: Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

const make = async (body: object = {}): Promise<string> =>
  (await race(1, 'create', () => ({ slug: unique('race'), ...body })))[0]?.body.id;

const fetch = async (reference: string) =>
  (await portico.api.get(`/api/v1/portal/${reference}/fetch`, { bearer: tenant.key })).body;

describe('POST /api/v1/portal/create', () => {
  it('lets one of many have a slug, and leaves nothing of the others', async () => {
    const slug = unique('wanted');
    expect(tally(await race(50, 'create', () => ({ slug })))).toEqual({ 200: 1, 409: 49 });
    expect(await portico.em().count(Brand, { parent: tenant.brand.id })).toBe(1);
  });

  it('lets one of many have a brand', async () => {
    const brand = await makeBrand(portico.em(), { parent: tenant.brand });
    const answers = await race(30, 'create', () => ({ slug: unique('brand'), brandId: brand.id }));
    expect(tally(answers)).toEqual({ 200: 1, 409: 29 });
    expect(await portico.em().count(Portal, { brand: brand.id })).toBe(1);
  });

  it('makes one portal of 100 calls with one Idempotency-Key', async () => {
    const slug = unique('once');
    const headers = { 'idempotency-key': unique('key') };
    const answers = await race(100, 'create', () => ({ slug }), headers);
    answers.push(...(await race(2, 'create', () => ({ slug }), headers)));
    const made = answers.filter(({ status }) => status === 200);
    expect(new Set(made.map(({ text, headers }) => `${text} ${headers.get('etag')}`)).size).toBe(1);
    const underWay = answers.filter(({ status }) => status !== 200);
    for (const { status, headers, body } of underWay) {
      expect([status, headers.get('retry-after'), body.code]).toEqual([409, '1', 'CONFLICT']);
    }
    expect(made.filter((answer) => answer.headers.get('idempotent-replayed') === null).length).toBe(1);
    expect(await portico.em().count(Brand, { parent: tenant.brand.id })).toBe(1);
  });

  it('makes one portal where bodies differ under one Idempotency-Key', async () => {
    const answers = await race(40, 'create', (n) => ({ slug: unique(`slug-${n}`) }), {
      'idempotency-key': unique('key'),
    });
    expect(tally(answers)).toEqual({ 200: 1, 409: 39 });
    expect(await portico.em().count(Brand, { parent: tenant.brand.id })).toBe(1);
  });
});

describe('POST /api/v1/portal/:portalId/update', () => {
  it('loses none of many meta updates at once', async () => {
    const id = await make({ meta: { kept: true, gone: 1 } });
    const answers = await race(100, `${id}/update`, (n) => ({
      meta: { [`k${n}`]: n, ...(n === 7 && { gone: null }) },
    }));
    expect(tally(answers)).toEqual({ 200: 100 });
    const expected = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n]));
    expect((await fetch(id)).meta).toEqual({ kept: true, ...expected });
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(100);
  });

  it('lets one of many change the version they all know', async () => {
    const made = await portico.api.post('/api/v1/portal/create', {
      bearer: tenant.key,
      body: { slug: unique('version') },
    });
    const headers = { 'if-match': made.headers.get('etag') as string };
    const answers = await race(30, `${made.body.id}/update`, (n) => ({ name: `n${n}` }), headers);
    expect(tally(answers)).toEqual({ 200: 1, 412: 29 });
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await fetch(made.body.id)).name).toBe(`n${winner}`);
  });

  it('lets one of many portals have a slug', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => make()));
    const slug = unique('goal');
    const answers = await Promise.all(
      ids.map((id) =>
        portico.api.post(`/api/v1/portal/${id}/update`, { bearer: tenant.key, body: { slug, name: 'won' } }),
      ),
    );
    expect(tally(answers)).toEqual({ 200: 1, 409: 19 });
    expect((await fetch(slug)).name).toBe('won');
  });

  it('is seen in host look-ups of another instance within a second', async () => {
    const [former, next] = [unique('former'), unique('next')];
    const id = await make({ slug: former });
    const search = async (slug: string) =>
      (await second.api.get(`/portals/search?hostname=${slug}.portals.localhost`)).body.data?.id;
    for (let call = 0; call < 3; call++) expect(await search(former)).toBe(id);
    await portico.api.post(`/api/v1/portal/${id}/update`, { bearer: tenant.key, body: { slug: next } });
    await wait(1_000);
    expect([await search(former), await search(next)]).toEqual([undefined, id]);
    await portico.api.post(`/api/v1/portal/${id}/delete`, { bearer: tenant.key, body: {} });
    await wait(1_000);
    expect(await search(next)).toBeUndefined();
  });
});

describe('POST /api/v1/portal/:portalId/delete', () => {
  it('happens once', async () => {
    const id = await make();
    expect(tally(await race(20, `${id}/delete`, () => ({})))).toEqual({ 200: 1, 404: 19 });
  });

  it('of a blueprint races with portals that want it, and leaves no 5xx and no dangling pointer', async () => {
    const post = (path: string, body: object) =>
      portico.api.post(`/v1/${path}`, { bearer: tenant.key, body });
    for (let round = 0; round < 10; round++) {
      const blueprintId = (await post('blueprint/create', {})).body.id as string;
      const id = await make();
      const [made, changed, deleted] = await Promise.all([
        post('portal/create', { slug: unique('bp'), blueprintId }),
        post(`portal/${id}/update`, { blueprintId }),
        post(`blueprint/${blueprintId}/delete`, {}),
      ]);
      expect([200, 400]).toContain(made.status);
      expect([200, 400]).toContain(changed.status);
      expect(deleted.status).toBe(200);
      expect((await fetch(id)).blueprintId).toBeNull();
    }
  });
});

describe('GET /api/v1/portal/list', () => {
  const pages = async (order: string, take: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const query = `order=${order}&take=${take}&cursor=${cursor}`;
      const { body } = await portico.api.get(`/v1/portal/list?${query}`, { bearer: tenant.key });
      if (body.items.length === 0) return ids;
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.cursor;
    }
  };

  const streamed = async (order: string): Promise<string[]> => {
    const { text } = await second.api.get(`/v1/portal/list?order=${order}`, {
      bearer: tenant.key,
      headers: { accept: 'application/jsonl' },
    });
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).data.id as string]));
  };

  it('shows what exists throughout exactly once, whatever comes and goes meanwhile', async () => {
    const throughout: string[] = [];
    const passing: string[] = [];
    for (let n = 0; n < 120; n++) {
      const batch = await Promise.all([make(), make(), make()]);
      throughout.push(batch[0]);
      passing.push(batch[1], batch[2]);
    }
    let busy = true;
    const churn = async () => {
      while (busy) {
        const [gone] = passing.splice(Math.floor(Math.random() * passing.length), 1);
        if (gone === undefined) break;
        await Promise.all([
          make(),
          portico.api.post(`/v1/portal/${gone}/delete`, { bearer: tenant.key, body: {} }),
        ]);
      }
    };
    const churning = Promise.all([churn(), churn()]);
    for (const order of ['asc', 'desc']) {
      for (const listing of [
        pages(order, 7),
        pages(order, 1 + Math.floor(Math.random() * 20)),
        streamed(order),
      ]) {
        const ids = await listing;
        expect(new Set(ids).size).toBe(ids.length);
        expect(throughout.filter((id) => !ids.includes(id))).toEqual([]);
        expect(ids).toEqual([...ids].sort((a, b) => (order === 'asc' ? 1 : -1) * (a < b ? -1 : 1)));
      }
    }
    busy = false;
    await churning;
  });
});

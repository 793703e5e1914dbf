import { setTimeout as sleep } from 'node:timers/promises';
import { Api, type Answer } from '../setup/api.js';
import { type Cluster, query, startCluster } from '../setup/cluster.js';
import { printedSecrets, runUntil, type Service, startService } from '../setup/process.js';
import { until } from '../setup/repeat.js';

let cluster: Cluster;
let running: Service[];

beforeEach(async () => {
  cluster = await startCluster();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.kill('SIGKILL')));
  cluster.remove();
});

const bearer = `sk_${'k'.repeat(43)}`;

async function start(environment: Record<string, string> = {}): Promise<Service & { api: Api }> {
  const service = await startService({
    DATABASE_URL: cluster.url,
    BOOTSTRAP_SECRET_KEY: bearer,
    LOG_LEVEL: 'warn',
    ...environment,
  });
  running.push(service);
  return { ...service, api: new Api(service.url, () => undefined) };
}

const createBrand = (api: Api) =>
  api.post('/brands', { bearer, body: { name: 'Durable', brand_type: 'Team' } });

/** Creates brands from `writers` sides at once until stopped, at most `most` in all. */
function load(api: Api, writers: number, most = 5_000) {
  const answers: Answer[] = [];
  const broken: unknown[] = [];
  let stopped = false;
  const write = async () => {
    while (!stopped && answers.length < most) {
      try {
        answers.push(await createBrand(api));
      } catch (error) {
        broken.push(error);
        if (broken.length > 100) return;
        await sleep(10);
      }
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, write));
  return {
    answers,
    broken,
    acknowledged: () =>
      answers.filter(({ status }) => status === 200).map(({ body }) => body.data.id as string),
    stop: () => {
      stopped = true;
      return writing;
    },
  };
}

async function lost(acknowledged: string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(cluster.url, 'select id from brands');
  const there = new Set(rows.map(({ id }) => id));
  return acknowledged.filter((id) => !there.has(id));
}

describe('a start before the database', () => {
  it('waits for it, says so once, and is then as any other', async () => {
    cluster.crash();
    const began = runUntil(/Waiting up to 60 s for the database at 127\.0\.0\.1:\d+: /, {
      DATABASE_URL: cluster.url,
      BOOTSTRAP_SECRET_KEY: bearer,
    });
    const service = { ...(await began), url: '' };
    running.push(service);
    await sleep(1_500);
    cluster.start();
    await until(() => service.output().includes('ready at'), 20);
    expect(service.output().match(/Waiting/g)).toHaveLength(1);
    expect((await service.kill('SIGTERM')).code).toBe(0);
  });
});

describe('two processes that start at once on an empty database', () => {
  it('both get ready; one of them makes the first data, and no demo data', async () => {
    const services = await Promise.all([
      start({ BOOTSTRAP_SECRET_KEY: '' }),
      start({ BOOTSTRAP_SECRET_KEY: '' }),
    ]);
    const printed = services.map((service) => printedSecrets(service.output()));
    const keys = printed.flatMap(({ secretKey }) => secretKey ?? []);
    expect(keys).toHaveLength(1);
    expect(printed.flatMap(({ portalToken }) => portalToken ?? [])).toEqual([]);

    for (const { api } of services) {
      const body = { name: 'B', brand_type: 'Team' };
      expect((await api.post('/brands', { bearer: keys[0], body })).status).toBe(200);
      expect((await api.get('/portals/search?hostname=portal-testhost')).status).toBe(404);
    }
    expect(await query(cluster.url, 'select count(*)::int as users from users')).toEqual([{ users: 1 }]);
    expect(await query(cluster.url, 'select name from migrations group by name having count(*) > 1')).toEqual(
      [],
    );
  });
});

describe('PostgreSQL that crashes under load', () => {
  it('costs 503 with Retry-After while it is away, and no acknowledged write', async () => {
    const { api, pid } = await start({ DEMO_DATA: 'true' });
    const work = load(api, 8);
    const health: number[] = [];
    for (let round = 0; round < 2; round++) {
      const before = work.acknowledged().length;
      await until(() => work.acknowledged().length >= before + 50, 20);
      cluster.crash();
      await sleep(1_000);
      health.push((await api.get('/health/ready')).status, (await api.get('/health/live')).status);
      const search = await api.get('/portals/search?hostname=portal-testhost');
      health.push(search.status);
      cluster.start();
      await until(async () => (await api.get('/health/ready')).status === 200, 20);
    }
    const before = work.acknowledged().length;
    await until(() => work.acknowledged().length >= before + 50, 20);
    await work.stop();

    expect(health).toEqual([503, 200, 503, 503, 200, 503]);
    expect(work.broken).toEqual([]);
    expect(new Set(work.answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
    const away = work.answers.filter(({ status }) => status === 503);
    expect(away[0]!.body).toEqual({
      code: 'Unavailable',
      message: 'The database cannot be reached at the moment',
      http: 503,
    });
    for (const { headers } of away) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await lost(work.acknowledged())).toEqual([]);
    expect((await api.get('/portals/search?hostname=portal-testhost')).status).toBe(200);
    expect(running.map((service) => service.pid)).toEqual([pid]);
  });
});

describe('a service that is killed under load', () => {
  it('by -9 has lost no acknowledged write', async () => {
    const service = await start();
    const work = load(service.api, 8);
    await until(() => work.acknowledged().length >= 200, 20);
    await service.kill('SIGKILL');
    await work.stop();
    expect(work.acknowledged().length).toBeGreaterThanOrEqual(200);
    expect(await lost(work.acknowledged())).toEqual([]);

    const next = await start();
    expect((await createBrand(next.api)).status).toBe(200);
  });

  it('by SIGTERM finishes what it took in, and ends with 0', async () => {
    const service = await start();
    const calls = Array.from({ length: 100 }, () => createBrand(service.api));
    await Promise.race(calls);
    const begin = performance.now();
    const ended = service.kill('SIGTERM');
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(await lost(answers.map(({ body }) => body.data.id as string))).toEqual([]);
  });
});

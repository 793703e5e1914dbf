import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import pg from 'pg';
import { ChangeFeed } from '../../src/database/change-feed.js';
import { poolOf } from '../../src/database/pool.js';
import { Sql } from '../../src/database/sql.js';
import { makeTenant, unique } from '../factories/factories.js';
import { type Answer, Api } from '../setup/api.js';
import { type Cluster, query, startCluster } from '../setup/cluster.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { type Service, startService } from '../setup/process.js';
import { type Proxy, startProxy } from '../setup/proxy.js';
import { until } from '../setup/repeat.js';

const bearer = `sk_${'k'.repeat(43)}`;

interface Timed extends Answer {
  readonly took: number;
}

async function timed(answer: Promise<Answer>): Promise<Timed> {
  const begin = performance.now();
  return { ...(await answer), took: performance.now() - begin };
}

describe('a service whose PostgreSQL', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let service: Service;
  let api: Api;
  let brand: string;
  let hasEnded = false;

  beforeAll(async () => {
    cluster = await startCluster();
    proxy = await startProxy(cluster.url);
    service = await startService({
      DATABASE_URL: proxy.url,
      BOOTSTRAP_SECRET_KEY: bearer,
      LOG_LEVEL: 'warn',
      DEMO_DATA: 'true',
    });
    void service.ended.then(() => (hasEnded = true));
    api = new Api(service.url, () => undefined);
    brand = (await api.get('/portals/search?hostname=portal-testhost&associations=portal.brand')).body.data
      .brand.id;
  });
  afterAll(async () => {
    await service.kill('SIGKILL');
    proxy.close();
    cluster.remove();
  });

  const createBrand = () => api.post('/brands', { bearer, body: { name: 'Durable', brand_type: 'Team' } });
  const kinds = [
    createBrand,
    () => api.post('/v1/portal/create', { bearer, body: { slug: unique('silence') } }),
    () => api.put(`/brands/${brand}/portal`, { bearer }),
    () => api.get('/v1/portal/list?take=5', { bearer }),
    () => api.get(`/brands/${brand}`),
  ];
  const callAll = (count: number): Promise<Timed[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => timed(kinds[n % kinds.length]!())));
  const made: string[] = [];
  const remember = (answers: readonly Answer[]) => {
    for (const { status, body } of answers)
      if (status === 200 && body.data?.name === 'Durable') made.push(body.data.id as string);
  };

  /** Looks after the process itself for as long as `work` takes. */
  async function watched(work: () => Promise<void>): Promise<{ live: Timed[]; ready: Timed[] }> {
    const live: Timed[] = [];
    const ready: Timed[] = [];
    let isOver = false;
    const watch = async (path: string, into: Timed[]) => {
      while (!isOver) {
        into.push(await timed(api.get(path)));
        await sleep(100);
      }
    };
    const watching = Promise.all([watch('/health/live', live), watch('/health/ready', ready)]);
    await work();
    isOver = true;
    await watching;
    return { live, ready };
  }

  async function outlives(fail: () => void, heal: () => void, serves = false): Promise<void> {
    expect((await callAll(50)).map(({ status }) => status)).toEqual(Array(50).fill(200));
    fail();
    const { live, ready } = await watched(async () => {
      for (const count of [50, 10]) {
        const answers = await callAll(count);
        remember(answers);
        for (const { took, status, headers, body } of answers) {
          expect(took).toBeLessThan(15_000);
          expect([200, 503]).toContain(status);
          if (status === 200) continue;
          expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
          expect(['Unavailable', 'SERVICE_UNAVAILABLE']).toContain(body.code);
        }
      }
    });
    heal();
    const healed = performance.now();
    expect(live.map(({ status }) => status)).toEqual(live.map(() => 200));
    expect(Math.max(...live.map(({ took }) => took))).toBeLessThan(1_000);
    expect(Math.max(...ready.map(({ took }) => took))).toBeLessThan(2_500);
    if (!serves) expect(ready.at(-1)!.status).toBe(503);

    await until(async () => (await api.get('/health/ready')).status === 200, 15);
    await until(async () => {
      const answers = await callAll(30);
      remember(answers);
      return answers.every(({ status }) => status === 200);
    }, 15);
    expect(performance.now() - healed).toBeLessThan(15_000);
    const answers = await callAll(50);
    remember(answers);
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    await checkNothingIsLost();
  }

  async function checkNothingIsLost(): Promise<void> {
    const rows = await query<{ id: string }>(cluster.url, 'select id from brands');
    const there = new Set(rows.map(({ id }) => id));
    expect(made.filter((id) => !there.has(id))).toEqual([]);
    // those that it does not know to be gone the server gives up after a while
    await until(async () => {
      const [row] = await query<{ count: number }>(
        cluster.url,
        `select count(*)::int as count from pg_stat_activity where application_name like 'portico%'`,
      );
      return row!.count <= 21;
    }, 30);
    expect(hasEnded).toBe(false);
    expect(service.output()).not.toMatch(/unhandled/i);
  }

  it('falls silent for a while outlives that', async () => {
    await outlives(
      () => proxy.silence(),
      () => proxy.heal(),
    );
  }, 120_000);

  it('falls silent, and knows nothing of former connections afterwards, outlives that', async () => {
    await outlives(
      () => proxy.silence(),
      () => proxy.heal('lost'),
    );
  }, 120_000);

  it('takes in new connections and does not answer them outlives that', async () => {
    await outlives(
      () => proxy.swallow(),
      () => proxy.heal(),
      true,
    );
  }, 120_000);

  it('breaks off every connection outlives that', async () => {
    await outlives(
      () => proxy.reset(),
      () => proxy.heal(),
    );
  }, 120_000);

  it('is stopped in its tracks outlives that', async () => {
    await outlives(
      () => cluster.freeze(),
      () => cluster.thaw(),
    );
  }, 120_000);

  it('ends its connections, idle and in use, outlives that', async () => {
    const isOver = sleep(3_000).then(() => true);
    let answers: Answer[] = [];
    while (!(await Promise.race([isOver, sleep(0)]))) {
      const calls = callAll(20);
      await query(
        cluster.url,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'portico%'`,
      );
      answers = [...answers, ...(await calls)];
    }
    remember(answers);
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    await until(async () => (await callAll(20)).every(({ status }) => status === 200), 15);
    await checkNothingIsLost();
  }, 60_000);

  it('lets nobody migrate for long is waited for', async () => {
    const session = new pg.Client({ connectionString: cluster.url });
    await session.connect();
    await session.query('select pg_advisory_lock(7067841029)');
    const starting = startService({ DATABASE_URL: cluster.url, LOG_LEVEL: 'warn' });
    const first = await Promise.race([starting.then(() => 'started'), sleep(9_000, 'waiting')]);
    await session.end();
    const started = await starting;
    await started.kill('SIGKILL');
    expect(first).toBe('waiting');
  });
});

describe('an instance behind a network that falls silent', () => {
  let direct: Portico;
  let proxy: Proxy;
  let portico: Portico;

  beforeAll(async () => {
    direct = await startPortico();
    proxy = await startProxy(direct.environment['DATABASE_URL']!);
    portico = await startInstance({ ...direct.environment, DATABASE_URL: proxy.url });
  });
  afterEach(() => proxy.heal('lost'));
  afterAll(async () => {
    await portico.stop();
    proxy.close();
    await direct.stop();
  });

  const pool = async () => (await poolOf(portico.em()))!;
  const pids = async (): Promise<number[]> => {
    const rows = await Promise.all(
      Array.from({ length: 5 }, () =>
        portico.em().execute<{ pid: number }[]>('select pg_backend_pid() as pid, pg_sleep(0.2)'),
      ),
    );
    return rows.map(([row]) => row!.pid);
  };

  it('closes a connection on which an answer did not come, and none that is well', async () => {
    const before = await pids();
    expect((await pids()).filter((pid) => !before.includes(pid))).toEqual([]);
    expect((await pool()).totalCount).toBe(5);
    proxy.silence();
    const waiting = [
      ...Array.from({ length: 3 }, () => portico.em().execute('select 1')),
      portico
        .em()
        .transactional((em: EntityManager) => portico.app.get(Sql).runIn(em, { sql: 'select 1' }, [])),
      portico.app.get(Sql).run({ sql: 'select 1' }, []),
    ];
    const begin = performance.now();
    const ends = await Promise.allSettled(waiting);
    expect(ends.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(performance.now() - begin).toBeLessThan(8_000);
    await until(async () => (await pool()).totalCount === 0, 2);

    proxy.heal('lost');
    expect((await pids()).filter((pid) => before.includes(pid))).toEqual([]);
  });

  it('gets back the connections of transactions that break off', async () => {
    const breakOff = (em: EntityManager) =>
      (em as SqlEntityManager).execute('select pg_terminate_backend(pg_backend_pid())');
    for (let round = 0; round < 25; round++) {
      await expect(portico.em().transactional(breakOff)).rejects.toThrow('terminat');
    }
    await until(async () => (await pool()).totalCount === 0, 2);
    await portico.em().transactional((em) => em.execute('select 1'));
    expect((await pool()).totalCount).toBe(1);
  });

  it('notices by the change feed, which comes back by itself', async () => {
    const feed = portico.app.get(ChangeFeed);
    await until(() => feed.isCurrent(), 10);
    let lapses = 0;
    feed.subscribe(
      () => undefined,
      () => lapses++,
    );
    proxy.silence();
    await until(() => !feed.isCurrent(), 1.5);
    await until(() => lapses > 0, 4);
    proxy.heal('lost');
    await until(() => feed.isCurrent(), 10);

    const { brand, key } = await makeTenant(direct.em());
    const hostname = `${unique('feed')}.example.com`;
    await direct.api.put(`/brands/${brand.id}/portal`, { bearer: key });
    await direct.api.post(`/brands/${brand.id}/portal/hostnames`, { bearer: key, body: { hostname } });
    const search = async () => (await portico.api.get(`/portals/search?hostname=${hostname}`)).status;
    await until(async () => (await search()) === 200, 15);
    await direct.api.delete(`/brands/${brand.id}/portal/hostnames?hostname=${hostname}`, { bearer: key });
    await sleep(1_000);
    expect(await search()).toBe(404);
  });

  it('stops although the database does not answer', async () => {
    const other = await startInstance({ ...direct.environment, DATABASE_URL: proxy.url });
    await Promise.all(Array.from({ length: 5 }, () => other.em().execute('select 1')));
    proxy.silence();
    const begin = performance.now();
    await other.stop();
    expect(performance.now() - begin).toBeLessThan(5_000);
  });

  it('is asked for its readiness at any rate, and asks the database once a second', async () => {
    await until(async () => (await portico.api.get('/health/ready')).status === 200, 15);
    await sleep(1_100);
    const before = proxy.sent('select 1\0');
    const begin = performance.now();
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => portico.api.get('/health/ready')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      await sleep(200);
    }
    const seconds = (performance.now() - begin) / 1_000;
    const asked = proxy.sent('select 1\0') - before;
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(Math.ceil(seconds));
  });
});

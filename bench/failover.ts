// What clients notice when an instance of two is killed, and when the replica is: nothing but what was in flight.
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Cluster, startCluster } from '../test/setup/cluster.ts';
import type { LoadOrder, Outcome } from './failover-load.ts';
import { type Phase, printOutcomes } from './failover-print.ts';
import { readersOf, startReplica } from './failover-replica.ts';
import { readOptions } from './options.ts';
import { type BenchRequest, ROUTES, TIMELINE } from './routes.ts';
import { seed } from './seed.ts';
import { send } from './send.ts';
import { migrate, type Server, startPortico } from './servers.ts';

const LISTINGS = 100;
const options = readOptions({ portals: 1_000, activities: 20_000, workers: 16, step: 5 });
/** The only key, for what asks as a brand and not as a portal. */
const key = `sk_${randomUUID()}`;
const bearer = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
const numbers = Array.from({ length: LISTINGS }, (_, n) => `N${n}`);

const primary = await startCluster();
try {
  migrate(primary.url);
  const replica = await startReplica(primary);
  try {
    await onPrimaryAnd(replica);
  } finally {
    replica.remove();
  }
} finally {
  primary.remove();
}

async function onPrimaryAnd(replica: Cluster): Promise<void> {
  const settings = { DATABASE_REPLICA_URLS: replica.url, BOOTSTRAP_SECRET_KEY: key };
  const start = (port?: number) => startPortico(primary.url, { settings, port });
  const instances = [await start(), await start()] as [Server, Server];
  try {
    await seed(primary.url, options.portals, options.activities);
    await putListings(instances[0].url);
    const load = startLoad(instances.map(({ url }) => url));
    const { phases, gap } = await play(instances, replica, start);
    printOutcomes(await load.stop(), phases, gap, load.lagging);
  } finally {
    for (const instance of instances) await instance.stop();
  }
}

/** One thing happens after the other while the load goes on. */
async function play(instances: [Server, Server], replica: Cluster, start: (port: number) => Promise<Server>) {
  const phases: Phase[] = [];
  const gap = { instance: 0, from: 0, to: 0 };
  const phase = async (name: string, begin: () => Promise<void> | void, steps = 1) => {
    phases.push({ name, from: Date.now() });
    const over = sleep(steps * options.step * 1000);
    await begin();
    await over;
  };
  const port = Number(new URL(instances[0].url).port);
  await phase('all is well', () => undefined);
  if ((await readersOf(replica)) === 0) throw new Error('Nothing was read from the replica');
  await phase('an instance is dead', async () => {
    gap.from = Date.now();
    await instances[0].stop('SIGKILL');
  });
  await phase('the instance starts again', async () => {
    gap.to = Date.now();
    instances[0] = await start(port);
  });
  await phase('the replica is dead', () => replica.crash());
  await phase('the replica starts again', () => replica.start(), 2);
  return { phases, gap };
}

async function putListings(url: string): Promise<void> {
  const agent = new Agent();
  for (const number of numbers) {
    const listing = { price: 1, status: 'Active' };
    const put: BenchRequest = {
      method: 'PUT',
      path: `/listings/BENCH/${number}`,
      headers: bearer,
      body: JSON.stringify(listing),
    };
    const status = await send(url, put, agent);
    if (status !== 200) throw new Error(`A listing is answered with ${status}`);
  }
}

/** The hot routes, the timeline, and the search for listings, which a replica answers. */
function startLoad(instances: readonly string[]) {
  const portals = Array.from({ length: options.portals }, (_, n) => n + 1);
  const searches = numbers.map((number): BenchRequest => ({
    method: 'GET',
    path: `/listings/search?mls_number=${number}`,
    headers: bearer,
  }));
  const requests = [...[...ROUTES, TIMELINE].map((route) => portals.map((n) => route.request(n))), searches];
  const order: LoadOrder = { instances, requests, workers: options.workers };
  const worker = new Worker(new URL('./failover-load.ts', import.meta.url), { workerData: order });
  const outcomes = new Promise<Outcome[]>((resolve, reject) =>
    worker.once('message', resolve).once('error', reject),
  );
  const stop = (): Promise<Outcome[]> => {
    worker.postMessage('stop');
    return outcomes;
  };
  return { lagging: requests.length - 1, stop };
}

// What a process of Portico has in memory: idle, with many portals known, and as requests go by.
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseUrl, dropDatabase, recreateDatabase } from '../test/setup/postgres.js';
import { randomPortal } from './load.ts';
import { memoryOf } from './memory-of.ts';
import { readOptions } from './options.ts';
import { printTable, written } from './print.ts';
import { type BenchRequest, ROUTES } from './routes.ts';
import { seed } from './seed.ts';
import { keepBusy, send } from './send.ts';
import { migrate, type Server, startPortico, testServer } from './servers.ts';

const DATABASE = 'portico_memory';
/** How often memory is looked at while requests go by. */
const STEPS = 5;
const SECONDS_OF_REST = 30;

const options = readOptions({ portals: 100_000, requests: 500_000, connections: 32 });
const server = testServer();
const agent = new Agent({ keepAlive: true });
const rows: string[][] = [];

await recreateDatabase(server, DATABASE);
try {
  const url = databaseUrl(server, DATABASE);
  migrate(url);
  await seed(url, options.portals, options.portals);
  const portico = await startPortico(url);
  await observe(portico).finally(() => portico.stop());
} finally {
  agent.destroy();
  await dropDatabase(server, DATABASE);
}
printTable(['MB of a process', 'resident', 'most so far', 'heap in use', 'heap'], rows);

async function observe(portico: Server): Promise<void> {
  await rest();
  await note(portico, 'idle');
  const [lookUp] = ROUTES;
  await sendAll(portico, options.portals, (n) => lookUp!.request(1 + n));
  await note(portico, `each of ${written(options.portals)} portals looked up once`);
  const step = Math.ceil(options.requests / STEPS);
  for (let sent = step; sent <= step * STEPS; sent += step) {
    await sendAll(portico, step, (n) => ROUTES[n % ROUTES.length]!.request(randomPortal(options.portals)));
    await note(portico, `after ${written(sent)} requests to them`);
  }
  await rest();
  await note(portico, `after ${SECONDS_OF_REST} s of rest`);
}

/** Sends so many requests, and insists on a good answer to each. */
async function sendAll(portico: Server, amount: number, request: (n: number) => BenchRequest): Promise<void> {
  let sent = 0;
  const next = () => (sent < amount ? request(sent++) : undefined);
  await keepBusy(options.connections, next, async (one) => {
    const status = await send(portico.url, one, agent);
    if (status !== 200) throw new Error(`${one.method} ${one.path} is answered with ${status}`);
  });
}

async function note(portico: Server, when: string): Promise<void> {
  const { resident, most, heapUsed, heap } = await memoryOf(portico);
  rows.push([when, ...[resident, most, heapUsed, heap].map((bytes) => (bytes / 1e6).toFixed(0))]);
}

async function rest(): Promise<void> {
  await sleep(SECONDS_OF_REST * 1000);
}

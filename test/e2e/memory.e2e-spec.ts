import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { testDatabaseUrl } from '../setup/paths.js';
import { databaseUrl, dropDatabase, recreateDatabase } from '../setup/postgres.js';
import { type Service, startService } from '../setup/process.js';

const HEAP = 256;
const CALLERS = 64;
const SECONDS = 20;

const key = `sk_${'k'.repeat(43)}`;
const name = `portico_memory_${randomBytes(6).toString('hex')}`;
const server = testDatabaseUrl();
const folder = mkdtempSync(join(tmpdir(), 'portico-memory-'));

interface Target {
  /** A portal of the deepest of sixteen brands, its token, and a contact with the most of everything. */
  readonly portal: string;
  readonly token: string;
  readonly contact: string;
  readonly brand: string;
  readonly hostname: string;
}

interface Call {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** The client stops to read at the first byte of the body, and goes away some time later. */
  readonly stalls?: boolean;
}

let service: Service;
let target: Target;
const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
const bearer = { authorization: `Bearer ${key}` };

beforeAll(async () => {
  if (server) await recreateDatabase(server, name);
  service = await startService({
    NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
    BOOTSTRAP_SECRET_KEY: key,
    DEMO_DATA: 'false',
    LOG_LEVEL: 'warn',
    ...(server ? { DATABASE_URL: databaseUrl(server, name) } : { DATA_DIR: folder }),
  });
  target = await fill();
}, 300_000);
afterAll(async () => {
  agent.destroy();
  await service.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  if (server) await dropDatabase(server, name);
});

function open(
  { method = 'GET', path, headers, body }: Call,
  via?: Agent,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    request(service.url + path, { method, agent: via, signal, headers: { ...type, ...headers } })
      .once('response', (response) => resolve(response.on('error', () => undefined)))
      .on('error', reject)
      .end(body);
  });
}

/** @returns the status; what is answered is read and thrown away */
async function run(call: Call, signal?: AbortSignal): Promise<number> {
  const response = await open(call, call.stalls ? undefined : agent, signal);
  if (call.stalls) {
    response.pause();
    await sleep(2_000);
    response.destroy();
  } else {
    await finished(response.resume()).catch(() => undefined);
  }
  return response.statusCode ?? 0;
}

async function data<Body = any>(call: Call): Promise<Body> {
  const response = await open(call, agent);
  const text = (await response.toArray()).join('');
  if (response.statusCode !== 200)
    throw new Error(`${call.path}: ${response.statusCode} ${text.slice(0, 300)}`);
  const body = JSON.parse(text) as { data?: Body };
  return body.data ?? (body as Body);
}

const post = (path: string, body: object, headers: Record<string, string> = bearer): Call => ({
  method: 'POST',
  path,
  headers,
  body: JSON.stringify(body),
});

/** A few wide characters make V8 keep two bytes for each of a text. */
const wide = (length: number) => `€${'x'.repeat(length - 1)}`;
/** What takes most memory per byte of JSON. */
const look = { a: Array.from({ length: 2_700 }, () => []) };
const point = (n: number) => ({ longitude: -123.4567890123 + n / 1e4, latitude: -12.3456789012 + n / 1e5 });
const points = [...Array.from({ length: 999 }, (_, n) => point(n)), point(0)];
const attributes = (count: number, text: string) =>
  Array.from({ length: count }, () => ({ attribute_type: 'tag', text: text || randomUUID().slice(0, 8) }));

/** Everything as large as it can be. */
async function fill(): Promise<Target> {
  const brand = await deepBrand();
  const { id: portal, token } = await data({
    method: 'PUT',
    path: `/brands/${brand}/portal`,
    headers: bearer,
  });
  const hostname = `${name.replaceAll('_', '-')}.example.com`;
  await data(post(`/brands/${brand}/portal/hostnames`, { hostname }));
  const acting = { ...bearer, 'x-rechat-brand': brand };
  const [{ id: contact }] = await data(
    post('/contacts', { contacts: [{ attributes: attributes(1, 'x') }] }, acting),
  );
  const filled = { portal, token, contact, brand, hostname };
  await fillContact(filled);
  for (let n = 0; n < 100; n++) {
    const config = { text: wide(262_000) };
    await data(post('/v1/portal/create', { slug: `portal-${n}`, config, meta: config }));
  }
  return filled;
}

async function deepBrand(): Promise<string> {
  let parent: string | undefined;
  for (let level = 0; level < 16; level++) {
    const looks = { palette: look, assets: look, messages: look };
    parent = (await data(post('/brands', { name: 'Deep', brand_type: 'Team', parent, ...looks })))
      .id as string;
  }
  return parent!;
}

async function fillContact({ portal, token, contact, brand }: Target): Promise<void> {
  const visitor = { 'x-rechat-portal-token': token };
  const at = `/portals/${portal}`;
  for (let n = 0; n < 9; n++) {
    await data(
      post(`${at}/contacts/${contact}/attributes`, { attributes: attributes(100, wide(9_900)) }, visitor),
    );
  }
  for (let n = 0; n < 100; n++) {
    await data(post(`${at}/saved-searches/${contact}`, { title: 'S', points }, visitor));
    const { id } = await data(post(`/brands/${brand}/saved-searches`, { title: 'S', points }));
    await data({
      method: 'PUT',
      path: `/brands/${brand}/saved-searches/${id}/contacts/${contact}`,
      headers: bearer,
    });
    const lead = { text: wide(32_000) };
    await data(post(`${at}/contacts/${contact}/timeline`, { action: 'ContactLoggedIn', lead }, visitor));
  }
}

function heavyCalls({ portal, token, contact, brand, hostname }: Target): Call[] {
  const visitor = { 'x-rechat-portal-token': token };
  const acting = { ...bearer, 'x-rechat-brand': brand };
  const stream = { ...bearer, accept: 'application/jsonl' };
  const timeline = `/portals/${portal}/contacts/${contact}/timeline`;
  const reads: Call[] = [
    { path: '/v1/portal/list', headers: bearer },
    { path: '/v1/portal/list', headers: stream },
    { path: `/portals/${portal}/saved-searches/${contact}`, headers: visitor },
    { path: `${timeline}?limit=100`, headers: visitor },
    { path: `/contacts/${contact}?associations=contact.attributes,contact.brand`, headers: acting },
    { path: `/brands/${brand}/saved-searches?limit=100`, headers: bearer },
    { path: `/portals/search?hostname=${hostname}&associations=portal.brand` },
  ];
  const many = Array.from({ length: 500 }, () => ({ attributes: attributes(30, '') }));
  const deep = `{"action":"ContactLoggedIn","lead":${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
  const writes: Call[] = [
    post('/contacts', { contacts: many }, acting),
    post(
      '/contacts?associations=contact.brand',
      { contacts: many.map(() => ({ attributes: attributes(1, '') })) },
      acting,
    ),
    post('/contacts', { contacts: Array.from({ length: 500 }, () => ({ attributes: [] })) }, acting),
    { ...post(timeline, {}, visitor), body: deep },
    post(
      timeline,
      { action: 'ContactLoggedIn', lead: { a: Array.from({ length: 200_000 }, () => []) } },
      visitor,
    ),
    post(
      `/portals/${portal}/contacts/${contact}/attributes`,
      { attributes: attributes(100, wide(9_900)) },
      visitor,
    ),
    post('/v1/portal/create', { slug: 'x', config: { text: wide(262_000) }, meta: { text: wide(262_000) } }),
  ];
  return [...reads, ...reads, ...reads.map((call) => ({ ...call, stalls: true })), ...writes];
}

/**
 * Asks whether the process lives, again and again, from a thread that has nothing else to do. It keeps its connection:
 * libuv accepts one a turn of the event loop, so a new one waits behind those that the caller opens.
 * @returns how to stop; then how long the answers took, longest first, in milliseconds
 */
function askWhetherItLives(): () => Promise<number[]> {
  const asking = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const taken = [];
     let stopped = false;
     parentPort.once('message', () => (stopped = true));
     (async () => {
       while (!stopped) {
         const start = performance.now();
         const { status } = await fetch(workerData);
         if (status !== 200) throw new Error('It answered ' + status);
         taken.push(performance.now() - start);
         await new Promise((resolve) => setTimeout(resolve, 100));
       }
       parentPort.postMessage(taken.sort((one, other) => other - one));
     })();`,
    { eval: true, workerData: `${service.url}/health/live` },
  );
  return () =>
    new Promise((resolve, reject) => {
      asking.once('message', resolve).once('error', reject).postMessage('stop');
    });
}

async function heapUsed(): Promise<number> {
  const text = (await (await open({ path: '/metrics' })).toArray()).join('');
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]) / 1024 / 1024;
}

describe(`One caller against a heap of ${HEAP} MB`, () => {
  it(`does not end it by ${CALLERS} of the heaviest calls at a time`, async () => {
    const calls = heavyCalls(target);
    const statuses: Record<string, number> = {};
    const stop = new AbortController();
    const stopAsking = askWhetherItLives();
    await sleep(1_000);
    let next = 0;
    setTimeout(() => stop.abort(), SECONDS * 1000);
    await Promise.all(
      Array.from({ length: CALLERS }, async () => {
        while (!stop.signal.aborted) {
          const status = await run(calls[next++ % calls.length]!, stop.signal).catch(
            ({ code }: NodeJS.ErrnoException) => String(code),
          );
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      }),
    );
    const taken = await stopAsking();

    // a connection that was idle may be closed just when it is used again; at the end we break off ourselves
    const expected = /^(200|400|409|413|503|ECONNRESET|ABORT_ERR)$/;
    expect(Object.keys(statuses).filter((status) => !expected.test(status))).toEqual([]);
    // how many are answered, and how fast, is the machine's affair: callers, database and service share it
    expect(statuses[200]).toBeGreaterThan(0);
    expect(taken.length).toBeGreaterThan(0);
    expect(await run({ path: '/health/live' })).toBe(200);
  }, 120_000);

  it('has its memory back afterwards: what is large is answered, and little is kept', async () => {
    await sleep(10_000); // those that wait for their turn give up after 5 s
    for (const call of heavyCalls(target).filter(({ method, stalls }) => method === undefined && !stalls)) {
      expect([call.path, await run(call)]).toEqual([call.path, 200]);
    }
    expect(await heapUsed()).toBeLessThan(0.75 * HEAP);
  }, 60_000);
});

// Compares Portico with a server written by hand on the same database, and that with a pipelined one; see README.md.
import pg from 'pg';
import { countTraffic } from './database-traffic.ts';
import { sendLoad } from './load.ts';
import { type Options, readOptions } from './options.ts';
import {
  type Measurement,
  printFigures,
  printServer,
  printTraffic,
  type Round,
  type ServerName,
} from './print.ts';
import { type Route, ROUTES } from './routes.ts';
import { answerTo, assertSameAnswers } from './same-answers.ts';
import { seed } from './seed.ts';
import { migrate, type Server, startByHand, startPipelined, startPortico } from './servers.ts';

const DATABASE = 'portico_bench';
/** Requests whose statements are counted, before and after the portals are known. */
const COUNTED = 1000;
/** Requests after which V8 has compiled what a route needs, as it has in a server that runs for longer than a minute. */
const COMPILED_AFTER = 30_000;

const options = readOptions();
const server = process.env['TEST_DATABASE_URL'];
if (!server) throw new Error('TEST_DATABASE_URL is missing; npm run bench sets it');
const routes = ROUTES.filter(({ name }) => name.includes(options.route));

const admin = new pg.Client({ connectionString: server });
await admin.connect();
await printServer(admin, options);
await admin.query(`drop database if exists ${DATABASE} with (force)`);
await admin.query(`create database ${DATABASE}`);
try {
  const url = Object.assign(new URL(server), { pathname: DATABASE }).href;
  migrate(url);
  await seed(url, options.portals, options.activities);
  await compare(url);
  await count(url);
} finally {
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.end();
}

/** Speed, one server after the other, in turn; those at rest cost nothing but their memory. */
async function compare(databaseUrl: string): Promise<void> {
  const servers = {
    portico: await startPortico(databaseUrl, options),
    byHand: await startByHand(databaseUrl, options),
    pipelined: await startPipelined(databaseUrl, options),
  };
  try {
    for (const route of routes) {
      await assertSameAnswers(servers.portico.url, servers.byHand.url, route, options.portals);
      await assertSameAnswers(servers.pipelined.url, servers.byHand.url, route, options.portals);
      for (const { url } of Object.values(servers))
        await sendLoad(url, route, { ...options, amount: COMPILED_AFTER });
      const rounds: Round[] = [];
      for (let round = 0; round < options.rounds; round++) {
        rounds.push(await measureInTurn(servers, route, round));
      }
      printFigures(route.name, rounds);
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

/** Each server is the first one in every third round. */
async function measureInTurn(
  servers: Record<ServerName, Server>,
  route: Route,
  round: number,
): Promise<Round> {
  const names = Object.keys(servers) as ServerName[];
  const measured: Partial<Record<ServerName, Measurement>> = {};
  for (const [n] of names.entries()) {
    const name = names[(n + round) % names.length]!;
    measured[name] = await measure(servers[name], route, options);
  }
  return measured as Round;
}

async function measure(server: Server, route: Route, options: Options): Promise<Measurement> {
  const { connections, portals } = options;
  await sendLoad(server.url, route, { connections, portals, seconds: options.warmUpSeconds });
  const before = server.cpu();
  const figures = await sendLoad(server.url, route, { connections, portals, seconds: options.seconds });
  return { ...figures, cpu: ((server.cpu() - before) / figures.requests) * 1_000_000 };
}

/** What Portico asks the database, counted on the wire: for portals it has not met yet, and then for ones it has. */
async function count(databaseUrl: string): Promise<void> {
  const traffic = await countTraffic(databaseUrl);
  try {
    for (const route of routes) {
      const portico = await startPortico(traffic.url);
      const requests = Array.from({ length: Math.min(options.portals, COUNTED) }, (_, n) =>
        route.request(n + 1),
      );
      traffic.take();
      for (const request of requests) await answerTo(portico.url, request);
      const first = traffic.take();
      for (const request of requests) await answerTo(portico.url, request);
      printTraffic(route.name, requests.length, first, traffic.take());
      await portico.stop();
    }
  } finally {
    traffic.stop();
  }
}

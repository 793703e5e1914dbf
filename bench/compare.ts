// Compares Portico with a server written by hand on the same database, and that with a pipelined one.
import pg from 'pg';
import { databaseUrl, dropDatabase, recreateDatabase } from '../test/setup/postgres.js';
import { cpuOfDatabase } from './cpu.ts';
import { countTraffic } from './database-traffic.ts';
import { sendLoad } from './load.ts';
import { COMPILED_AFTER, inTurn, measure } from './measure.ts';
import { readOptions } from './options.ts';
import { printFigures, printTraffic, type Round } from './print-comparison.ts';
import { printServer } from './print.ts';
import { ROUTES } from './routes.ts';
import { answerTo, assertSameAnswers } from './same-answers.ts';
import { seed } from './seed.ts';
import { migrate, RATE_LIMIT, startByHand, startPipelined, startPortico, testServer } from './servers.ts';

const DATABASE = 'portico_bench';
/** Requests whose statements are counted, before and after the portals are known. */
const COUNTED = 1000;

const options = readOptions({
  portals: 10_000,
  activities: 1_000_000,
  connections: 32,
  rounds: 6,
  seconds: 3,
  warmUp: 1,
  route: '',
  profile: '',
});
const server = testServer();
const routes = ROUTES.filter(({ name }) => name.includes(options.route));

const admin = new pg.Client({ connectionString: server });
await admin.connect();
await printServer(admin);
console.log(`${options.portals} portals, ${options.activities} activities`);
console.log(
  `${options.connections} connections, ${options.rounds} rounds of ${options.warmUp} s warm-up and ` +
    `${options.seconds} s measured; Portico with RATE_LIMIT=${RATE_LIMIT}, its log in a file\n`,
);
await recreateDatabase(server, DATABASE);
try {
  const url = databaseUrl(server, DATABASE);
  migrate(url);
  await seed(url, options.portals, options.activities);
  await compare(url);
  await count(url);
} finally {
  await dropDatabase(server, DATABASE);
  await admin.end();
}

/** Speed, one server after the other, in turn; those at rest cost nothing but their memory. */
async function compare(url: string): Promise<void> {
  const portico = await startPortico(url, options);
  const byHand = await startByHand(url, options);
  const pipelined = await startPipelined(url, options);
  const servers = [portico, byHand, pipelined];
  const database = await cpuOfDatabase(admin);
  try {
    for (const route of routes) {
      await assertSameAnswers(portico.url, byHand.url, route, options.portals);
      await assertSameAnswers(pipelined.url, byHand.url, route, options.portals);
      for (const { url } of servers) await sendLoad(url, route, { ...options, amount: COMPILED_AFTER });
      const rounds: Round[] = [];
      for (let round = 0; round < options.rounds; round++) {
        const [ofPortico, ofByHand, ofPipelined] = await inTurn(servers, round, (server) =>
          measure(server, route, options, database),
        );
        rounds.push({ portico: ofPortico!, byHand: ofByHand!, pipelined: ofPipelined! });
      }
      printFigures(route.name, rounds);
    }
  } finally {
    for (const server of servers) await server.stop();
  }
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

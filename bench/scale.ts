// What a request costs as the database grows, with databases of all sizes side by side.
import pg from 'pg';
import { dropDatabase } from '../test/setup/postgres.js';
import { type Cpu, cpuOfDatabase } from './cpu.ts';
import { sendLoad } from './load.ts';
import { inTurn, measure, type Measurement } from './measure.ts';
import { type Line, printLines } from './print-lines.ts';
import { printServer } from './print.ts';
import { type Route, ROUTES, TIMELINE } from './routes.ts';
import { described, makeDatabases, nameOf, type SizedDatabase, sizesOf } from './scale-databases.ts';
import { readScaleOptions } from './scale-options.ts';
import { printRowSizes } from './scale-row-sizes.ts';
import { measureTimeline } from './scale-timeline.ts';
import { type Server, startPortico, testServer } from './servers.ts';

const options = readScaleOptions();
const server = testServer();
const sizes = sizesOf(options.sizes);
/** What writes comes last: it adds to what the others read. */
const routes = [ROUTES[0]!, TIMELINE, ...ROUTES.slice(1)].filter(({ name }) => name.includes(options.route));

const admin = new pg.Client({ connectionString: server });
await admin.connect();
await printServer(admin);
try {
  const database = await cpuOfDatabase(admin);
  const databases = await makeDatabases(server, sizes);
  console.log();
  await printRowSizes(databases);
  console.log();
  await measureTimeline(server, databases[0]!, options, database);
  console.log();
  await measureSizes(databases, database);
} finally {
  for (const size of sizes) await dropDatabase(server, nameOf(size));
  await admin.end();
}

interface Sized {
  readonly database: SizedDatabase;
  readonly portico: Server;
}

/** Every database has its Portico; they are measured in turn, so that a machine that gets slower does so for all. */
async function measureSizes(databases: readonly SizedDatabase[], cpu: Cpu): Promise<void> {
  const all: Sized[] = [];
  try {
    for (const database of databases) all.push({ database, portico: await startPortico(database.url) });
    const lines: Line[] = [];
    for (const route of routes) lines.push(...(await measureRoute(route, all, cpu)));
    printLines('request, to a database of', lines);
  } finally {
    for (const { portico } of all) await portico.stop();
  }
}

async function measureRoute(route: Route, all: readonly Sized[], cpu: Cpu): Promise<Line[]> {
  const loadOf = ({ database }: Sized) => ({ ...options, portals: database.portals });
  for (const one of all) {
    await sendLoad(one.portico.url, route, { ...loadOf(one), amount: options.compiledAfter });
  }
  const rounds: Measurement[][] = [];
  for (let round = 0; round < options.rounds; round++) {
    rounds.push(await inTurn(all, round, (one) => measure(one.portico, route, loadOf(one), cpu)));
  }
  const of = (which: number) => rounds.map((round) => round[which]!);
  return all.map(({ database }, n) => ({
    name: `${route.name}: ${described(database)}`,
    rounds: of(n),
    base: of(0),
  }));
}

import { databaseUrl, dropDatabase, recreateDatabase } from '../test/setup/postgres.js';
import type { Cpu } from './cpu.ts';
import { sendLoad } from './load.ts';
import { inTurn, measure, type Measurement } from './measure.ts';
import { printLines } from './print-lines.ts';
import { written } from './print.ts';
import { type Route, timelinePage } from './routes.ts';
import type { SizedDatabase } from './scale-databases.ts';
import type { ScaleOptions } from './scale-options.ts';
import { addTimeline } from './seed.ts';
import { startPortico } from './servers.ts';

const NAME = 'portico_scale_timeline';
/** Of how many activities the contact is that others are held against. */
const SHORT = 100;
/** Requests in flight: with more, the times would be those of waiting for a turn. */
const CONNECTIONS = 4;

/** Pages of one contact with many activities, on a copy of `template`. */
export async function measureTimeline(
  server: string,
  template: SizedDatabase,
  options: ScaleOptions,
  database: Cpu,
): Promise<void> {
  const url = databaseUrl(server, NAME);
  await recreateDatabase(server, NAME, template.name);
  try {
    await addTimeline(url, 1, SHORT);
    await addTimeline(url, 2, options.timeline);
    await measurePages(url, pagesOf(options.timeline), options, database);
  } finally {
    await dropDatabase(server, NAME);
  }
}

/** The first page of either order stands for the contact with few activities. */
function pagesOf(activities: number): Route[] {
  const page = (n: number, count: number, start: number, order: string): Route => ({
    name: `${written(count)} activities, ${order === '-created_at' ? 'newest' : 'oldest'} first, from ${written(start)}`,
    request: () => timelinePage(n, `limit=20&start=${start}&order=${order}`),
  });
  return ['-created_at', 'created_at'].flatMap((order) => [
    page(1, SHORT, 0, order),
    ...[0, activities / 2, activities - 20].map((start) => page(2, activities, Math.round(start), order)),
  ]);
}

async function measurePages(url: string, pages: Route[], options: ScaleOptions, database: Cpu) {
  const portico = await startPortico(url);
  const load = { ...options, connections: CONNECTIONS, portals: 2 };
  try {
    await sendLoad(portico.url, pages[0]!, { ...load, amount: options.compiledAfter });
    const rounds: Measurement[][] = [];
    for (let round = 0; round < options.rounds; round++) {
      rounds.push(await inTurn(pages, round, (page) => measure(portico, page, load, database)));
    }
    const ofPage = (which: number) => rounds.map((round) => round[which]!);
    const lines = pages.map(({ name }, n) => {
      // each order begins with its short timeline
      const base = n - (n % (pages.length / 2));
      return { name, rounds: ofPage(n), base: ofPage(base) };
    });
    printLines('page of 20 of a contact', lines);
  } finally {
    await portico.stop();
  }
}

import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Listing } from '../../src/modules/listings/listing.entity.js';
import { makeTenant, type Tenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { type Service, startService } from '../setup/process.js';

const ROWS = 100_000;
/** Beside what the process has with 2,000 rows, in MB: the 60 MB of all rows, parsed, would take several times as much. */
const GROWTH = 80;

let portico: Portico;
let tenant: Tenant;
let service: Service;

const start = () =>
  startService({
    NODE_OPTIONS: '--max-old-space-size=128',
    DEMO_DATA: 'false',
    LOG_LEVEL: 'warn',
    DATABASE_URL: portico.environment['DATABASE_URL']!,
  });

beforeAll(async () => {
  portico = await startPortico();
  tenant = await makeTenant(portico.em());
  portico.keepSecret(tenant.key);
  service = await start();
});
afterAll(async () => {
  await service.kill('SIGKILL');
  await portico.stop();
});

/** Lines of about 600 bytes. */
function* lines(count: number, price = 0): Generator<string> {
  const PublicRemarks = 'x'.repeat(400);
  for (let n = 0; n < count; n++) {
    const row = {
      OriginatingSystemName: 'MLS',
      ListingId: String(n),
      ListPrice: price + n,
      City: 'Dallas',
      PublicRemarks,
    };
    yield `${JSON.stringify({ ...row, PostalCode: String(n % 1000), Longitude: n / 1000, Latitude: n / 2000 })}\n`;
  }
}

const open = () =>
  request(`${service.url}/listings/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/x-ndjson' },
  });

async function send(count: number, price?: number): Promise<Record<string, unknown>> {
  const upload = open();
  const answered = new Promise<string>((resolve, reject) => {
    upload.once('error', reject);
    upload.once('response', (response) =>
      resolve(
        Readable.from(response)
          .toArray()
          .then((parts) => parts.join('')),
      ),
    );
  });
  await pipeline(Readable.from(lines(count, price)), upload);
  return (JSON.parse(await answered) as { data: Record<string, unknown> }).data;
}

const held = () => portico.em().count(Listing, { brand: tenant.brand.id });

/** The most memory that the process has had so far, in MB. */
const mostMemory = (): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]) / 1024;

describe('POST /listings/import of 100,000 rows', () => {
  it('survives the death of the process in the middle: repeating it ends right, in little memory', async () => {
    const upload = open();
    upload.on('error', () => undefined);
    const broken = pipeline(Readable.from(lines(ROWS)), upload).catch(() => undefined);
    while ((await held()) < 5_000) await sleep(50);
    await service.kill('SIGKILL');
    await broken;
    const written = await held();
    expect(written).toBeGreaterThanOrEqual(5_000);
    expect(written).toBeLessThan(ROWS);

    service = await start();
    expect(await send(2_000)).toMatchObject({ lines: 2_000, imported: 0, unchanged: 2_000, failed: 0 });
    const before = mostMemory();
    const began = performance.now();
    const done = await send(ROWS);
    const grown = mostMemory() - before;
    console.log(
      `${ROWS} rows in ${((performance.now() - began) / 1000).toFixed(1)} s, ${grown.toFixed(0)} MB more`,
    );

    expect(done).toMatchObject({ lines: ROWS, imported: ROWS - written, unchanged: written, failed: 0 });
    expect(await held()).toBe(ROWS);
    expect(grown).toBeLessThan(GROWTH);
  }, 300_000);

  it('of two at the same moment leaves one listing a number', async () => {
    const [one, other] = await Promise.all([send(3_000, 1), send(3_000, 2)]);
    expect([one, other].map((done) => Number(done['imported']) + Number(done['unchanged']))).toEqual([
      3_000, 3_000,
    ]);
    expect(await held()).toBe(ROWS);
  });
});

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../setup/api.js';
import { templateFolder, testDatabaseUrl } from '../setup/paths.js';
import { printedSecrets, runToEnd, type Service, startService } from '../setup/process.js';

/** All of this is about the embedded database: the run on PostgreSQL has nothing to add. */
const describeEmbedded = testDatabaseUrl() ? describe.skip : describe;

let folder: string;
let running: Service[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-start-'));
  cpSync(templateFolder(), folder, { recursive: true });
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.kill('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = {}): Promise<Service & { api: Api }> {
  const service = await startService({ DATA_DIR: folder, ...environment });
  running.push(service);
  return { ...service, api: new Api(service.url, () => undefined) };
}

describeEmbedded('the first start', () => {
  it('prints a key and a portal token that work, once; the second start prints none', async () => {
    const first = await start();
    const { secretKey, portalToken } = printedSecrets(first.output());
    expect(first.output()).toContain(`${first.url}/docs`);

    const path = '/brands/4c3970ea-d648-4b25-baa8-8f7af73f318c/portal';
    const { body } = await first.api.get(path, { bearer: secretKey });
    expect(body.data.hostnames).toEqual(['portal-testhost']);
    const timeline = `/portals/${body.data.id}/contacts/c9547e48-062a-4277-a9d0-b23e551c66d9/timeline`;
    expect((await first.api.get(timeline, { portalToken })).status).toBe(200);
    expect((await first.kill('SIGTERM')).code).toBe(0);
    expect(first.output().split(secretKey!)).toHaveLength(2);

    const second = await start();
    expect(printedSecrets(second.output())).toEqual({});
    expect((await second.api.get(path, { bearer: secretKey })).status).toBe(200);
  });

  it('takes the key it is given, and makes no demo data where none is wanted', async () => {
    const key = `sk_${'k'.repeat(43)}`;
    const service = await start({ BOOTSTRAP_SECRET_KEY: key, DEMO_DATA: 'false' });
    expect(printedSecrets(service.output())).toEqual({ secretKey: key });
    expect((await service.api.get('/portals/search?hostname=portal-testhost')).status).toBe(404);
    const created = await service.api.post('/brands', {
      bearer: key,
      body: { name: 'First', brand_type: 'Team' },
    });
    expect(created.status).toBe(200);
  });
});

describeEmbedded('a start that cannot be', () => {
  it('ends with 1 and names the variables at fault', async () => {
    const { code, output } = await runToEnd({ PORT: 'http', LOG_LEVEL: 'loud', DATA_DIR: folder });
    expect(code).toBe(1);
    expect(output).toMatch(/^The environment cannot be used:\n {2}PORT: .+\n {2}LOG_LEVEL: .+\n$/);
  });

  it('on a folder that another process uses ends with 1, and harms that one in no way', async () => {
    const first = await start({ BOOTSTRAP_SECRET_KEY: `sk_${'k'.repeat(43)}` });
    const { code, output } = await runToEnd({ DATA_DIR: folder });
    expect(code).toBe(1);
    expect(output).toContain(`The folder ${folder} is in use by another Portico.`);
    expect(output).not.toContain('    at ');
    expect((await first.api.get('/portals/search?hostname=portal-testhost')).status).toBe(200);
  });
});

describeEmbedded('the embedded database', () => {
  it('has every acknowledged write after kill -9 under load, and starts again on its folder', async () => {
    const bearer = `sk_${'k'.repeat(43)}`;
    const first = await start({ BOOTSTRAP_SECRET_KEY: bearer, LOG_LEVEL: 'warn' });
    const acknowledged: string[] = [];
    const write = async () => {
      for (let time = 0; time < 500; time++) {
        const { status, body } = await first.api.post('/brands', {
          bearer,
          body: { name: 'Durable', brand_type: 'Team' },
        });
        if (status === 200) acknowledged.push(body.data.id as string);
      }
    };
    const writers = [1, 2, 3, 4].map(() => write().catch(() => undefined));
    while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await first.kill('SIGKILL')).signal).toBe('SIGKILL');
    await Promise.all(writers);
    expect(acknowledged.length).toBeLessThan(2_000);

    const second = await start();
    for (const id of acknowledged) expect((await second.api.get(`/brands/${id}`)).status).toBe(200);
    expect((await second.kill('SIGTERM')).code).toBe(0);
  });
});

describeEmbedded('SIGTERM', () => {
  it('turns readiness false, lets the requests in flight finish, and ends with 0', async () => {
    const bearer = `sk_${'k'.repeat(43)}`;
    const service = await start({ BOOTSTRAP_SECRET_KEY: bearer, LOG_LEVEL: 'warn' });
    const calls = Array.from({ length: 30 }, () =>
      service.api.post('/brands', { bearer, body: { name: 'Late', brand_type: 'Team' } }),
    );
    await Promise.race(calls);
    const ended = service.kill('SIGTERM');

    let ready = await service.api.get('/health/ready');
    while (ready.status === 200) ready = await service.api.get('/health/ready');
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array<number>(30).fill(200));
    expect({ status: ready.status, body: ready.body }).toEqual({
      status: 503,
      body: { status: 'unavailable', database: 'up', stopping: true },
    });
    expect(ready.headers.get('connection')).toBe('close');
    expect(await ended).toMatchObject({ code: 0, signal: null });
    await expect(service.api.get('/health/live')).rejects.toThrow();
  });
});

import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnreachable, waitForDatabase } from '../../src/database/wait-for-database.js';
import { Api } from '../setup/api.js';
import { templateFolder, testDatabaseUrl } from '../setup/paths.js';
import { printedSecrets, runToEnd, runUntil, type Service, startService } from '../setup/process.js';

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

async function start(
  environment: Record<string, string> = {},
  command?: string[],
  cwd?: string,
): Promise<Service & { api: Api }> {
  const service = await startService({ DATA_DIR: folder, ...environment }, command, cwd);
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

  it('shows the secrets behind everything else', async () => {
    const { output } = await start();
    expect(output().trimEnd().split('\n').slice(-3)).toEqual([
      'First start. Secrets are shown once and stored nowhere:',
      expect.stringMatching(/^ {2}secret key +sk_\S{43}$/),
      expect.stringMatching(/^ {2}portal token +[0-9a-f-]{36} /),
    ]);
  });

  it('shows the secrets last on a terminal too', async () => {
    // `script` gives the program a terminal; it is part of every Debian
    const service = await start({ TERM: 'dumb' }, [
      'script',
      '-qec',
      `${process.execPath} dist/src/main.js`,
      '/dev/null',
    ]);
    // a terminal passes on line by line
    while (!service.output().includes('portal token')) await sleep(20);
    await sleep(100);
    expect(service.output()).toMatch(/INFO[^]*ready at[^]*secret key +sk_\S{43}\s+portal token[^\n]*\s+$/);
    await service.kill('SIGTERM');
  });

  it('shows the secrets although it fails: they were stored', async () => {
    const { port } = new URL((await start()).url);
    const other = join(folder, 'other');
    cpSync(templateFolder(), other, { recursive: true });
    chmodSync(other, 0o700);
    // one pipe for both streams, as on a screen
    const command = ['sh', '-c', `exec ${process.execPath} dist/src/main.js 2>&1`];
    const { code, output } = await runToEnd({ DATA_DIR: other, PORT: port }, command);
    expect(code).toBe(1);
    expect(output).not.toContain('    at ');
    expect(output.trimEnd().split('\n').slice(-4)).toEqual([
      `Cannot listen on 127.0.0.1 port ${port}: another program listens there. Stop it, or choose another PORT (EADDRINUSE).`,
      'First start. Secrets are shown once and stored nowhere:',
      expect.stringMatching(/^ {2}secret key +sk_\S{43}$/),
      expect.stringMatching(/^ {2}portal token +[0-9a-f-]{36} /),
    ]);

    const second = await start({ DATA_DIR: other });
    const { secretKey } = printedSecrets(output);
    const { status } = await second.api.get('/brands/4c3970ea-d648-4b25-baa8-8f7af73f318c', {
      bearer: secretKey,
    });
    expect(status).toBe(200);
  });

  it('takes the key it is given, and makes no demo data where none is wanted', async () => {
    const key = `sk_${'k'.repeat(43)}`;
    const service = await start({ BOOTSTRAP_SECRET_KEY: key, DEMO_DATA: 'false' });
    expect(service.output()).toContain('secret key    the one in BOOTSTRAP_SECRET_KEY');
    expect(service.output()).not.toContain(key);
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

describeEmbedded('a start that cannot be', () => {
  it.each([
    ['what is below a file', () => join(folder, 'file', 'data'), 'not a directory (ENOTDIR)'],
    ['what is a file', () => join(folder, 'file'), 'not a directory (ENOTDIR)'],
  ])('on %s says so in one line, and speaks of no other Portico', async (_, path, reason) => {
    writeFileSync(join(folder, 'file'), '');
    const { code, output } = await runToEnd({ DATA_DIR: path() });
    expect(code).toBe(1);
    expect(output).toBe(
      `The folder ${path()} cannot be used for the database: ${reason}. Choose another with DATA_DIR.\n`,
    );
  });

  it('waits for the database, names where it should be, and shows no password', async () => {
    const lines: string[] = [];
    const waiting = waitForDatabase('postgres://u:hunter2@127.0.0.1:1/x', (line) => lines.push(line), {
      total: 1_000,
      attempt: 300,
      pause: 100,
    });
    await expect(waiting).rejects.toThrow(
      'The database at 127.0.0.1:1 did not answer within 1 s: connect ECONNREFUSED 127.0.0.1:1. See DATABASE_URL.',
    );
    await expect(waiting).rejects.toThrow(DatabaseUnreachable);
    expect(lines).toEqual([
      'Waiting up to 1 s for the database at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
    ]);
  });

  it('waits no longer for a database that says nothing than for one that is away', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const patience = { total: 1_000, attempt: 300, pause: 100 };
    const began = performance.now();
    await expect(
      waitForDatabase(`postgres://u:hunter2@127.0.0.1:${port}/x`, () => undefined, patience),
    ).rejects.toThrow(/^The database at 127\.0\.0\.1:\d+ did not answer within 1 s: (?!.*hunter2)/);
    expect(performance.now() - began).toBeLessThan(5_000);
    silent.close();
  });

  it('says at once that an address cannot be read, and does not show it', async () => {
    const { code, output } = await runToEnd({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:nope/x' });
    expect({ code, output }).toEqual({
      code: 1,
      output: 'DATABASE_URL is no address of a database that can be read.\n',
    });
  });

  it('names what looks mistyped, says which database it waits for, and ends at a signal', async () => {
    const { kill } = await runUntil(/Waiting/, {
      DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x',
      RATELIMIT: 'hunter2',
      DATABASE_URl: 'hunter2',
    });
    const { output } = await kill('SIGTERM');
    expect(output.trimEnd().split('\n')).toEqual([
      'Warning: RATELIMIT is no setting of Portico. Was RATE_LIMIT meant?',
      'Warning: DATABASE_URl is no setting of Portico. Was DATABASE_URL meant?',
      'Waiting up to 60 s for the database at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
    ]);
  });
});

describeEmbedded('the folder of the embedded database', () => {
  it('is closed to other users where Portico makes it, and warned of where it is open', async () => {
    const made = join(folder, 'of', 'ours');
    const service = await start({ DATA_DIR: made });
    expect(statSync(made).mode & 0o777).toBe(0o700);
    expect(service.output()).not.toContain('Warning');
    await service.kill('SIGTERM');
    chmodSync(made, 0o755);
    expect((await start({ DATA_DIR: made })).output()).toContain(`To close it: chmod 700 ${made}\n`);
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

describeEmbedded('a second signal', () => {
  it.each<[NodeJS.Signals, NodeJS.Signals]>([
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGINT'],
  ])('%s, then %s ends at once what still waits for a request', async (first, second) => {
    const service = await start();
    const { hostname, port } = new URL(service.url);
    const slow = connect({ host: hostname, port: Number(port) });
    slow.on('error', () => undefined).write('POST /brands HTTP/1.1\r\nHost: x\r\n');
    await sleep(200);
    process.kill(service.pid, first);
    await sleep(1_500);
    const began = performance.now();
    expect((await service.kill(second)).signal).toBe(second);
    expect(performance.now() - began).toBeLessThan(1_000);
    slow.destroy();
  });

  it('that only repeats the first, as npm does, cuts nothing off', async () => {
    const bearer = `sk_${'k'.repeat(43)}`;
    const service = await start({ BOOTSTRAP_SECRET_KEY: bearer });
    process.kill(service.pid, 'SIGTERM');
    process.kill(service.pid, 'SIGTERM');
    expect((await service.ended).code).toBe(0);
  });
});

describeEmbedded('SIGTERM', () => {
  it('lets the requests in flight finish, and ends with 0', async () => {
    const bearer = `sk_${'k'.repeat(43)}`;
    const service = await start({ BOOTSTRAP_SECRET_KEY: bearer, LOG_LEVEL: 'warn' });
    const calls = Array.from({ length: 30 }, () =>
      service.api.post('/brands', { bearer, body: { name: 'Late', brand_type: 'Team' } }),
    );
    await Promise.race(calls);
    const ended = service.kill('SIGTERM');

    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array<number>(30).fill(200));
    expect(await ended).toMatchObject({ code: 0, signal: null });
  });

  it('turns readiness false while it still answers, and tells connections to close', async () => {
    const service = await start();
    let ready = await service.api.get('/health/ready');
    expect(ready.status).toBe(200);
    const ended = service.kill('SIGTERM');
    while (ready.status === 200) ready = await service.api.get('/health/ready');

    expect({ status: ready.status, body: ready.body }).toEqual({
      status: 503,
      body: { status: 'unavailable', database: 'up', stopping: true },
    });
    expect(ready.headers.get('connection')).toBe('close');
    expect((await ended).code).toBe(0);
    await expect(service.api.get('/health/live')).rejects.toThrow();
  });
});

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { testDatabaseUrl } from '../setup/paths.js';
import { runToEnd, type Service, startService } from '../setup/process.js';

/** How npm starts the service does not depend on the database. */
const describeEmbedded = testDatabaseUrl() ? describe.skip : describe;

const NPM = ['npm', 'start', '--no-update-notifier'];

/** The package as it is deployed: built, and without what only development needs. */
let folder: string;
let running: Service[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-deployed-'));
  for (const path of ['package.json', 'tools', 'dist', 'openapi'])
    cpSync(path, join(folder, path), { recursive: true });
  withoutCompiler(join(folder, 'node_modules'));
  running = [];
});
afterEach(async () => {
  // npm does not pass SIGKILL on
  await Promise.all(running.map((service) => service.kill('SIGTERM')));
  rmSync(folder, { recursive: true, force: true });
});

function withoutCompiler(modules: string): void {
  mkdirSync(join(modules, '@nestjs'), { recursive: true });
  const link = (name: string) => symlinkSync(resolve('node_modules', name), join(modules, name));
  for (const name of readdirSync('node_modules')) if (name !== '@nestjs') link(name);
  for (const name of readdirSync('node_modules/@nestjs')) if (name !== 'cli') link(`@nestjs/${name}`);
}

const HOME = tmpdir();

async function npmStart(environment: Record<string, string> = {}): Promise<Service> {
  const service = await startService({ HOME, DATA_DIR: 'memory', ...environment }, NPM, folder);
  running.push(service);
  return service;
}

describeEmbedded('npm start', () => {
  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])('stops the service when npm is sent %s', async (signal) => {
    const service = await npmStart();
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    const { code, signal: by } = await service.kill(signal);
    // npm itself ends by the signal, or with the code of the service: the versions differ
    expect(by ?? code).toEqual(by === null ? 0 : signal);
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  });

  it('runs what is built without the compiler, and takes settings from a file', async () => {
    writeFileSync(join(folder, '.env'), 'DEMO_DATA=false\nLOG_LEVEL=warn\n');
    const service = await npmStart();
    expect(service.output()).not.toContain('NestFactory');
    expect((await fetch(`${service.url}/portals/search?hostname=portal-testhost`)).status).toBe(404);
  });

  it('says that it runs what is outdated, or cannot run what is not there', async () => {
    const soon = new Date(Date.now() + 60_000);
    utimesSync(join(folder, 'package.json'), soon, soon);
    const service = await npmStart();
    expect(service.output()).toContain(
      'Warning: dist is older than the sources, and the compiler is not installed',
    );
    await service.kill('SIGTERM');

    rmSync(join(folder, 'dist'), { recursive: true });
    const { code, output } = await runToEnd({ HOME, DATA_DIR: 'memory' }, NPM, folder);
    expect(code).toBe(1);
    expect(output).toContain('Cannot build: the compiler is not installed.');
  });
});

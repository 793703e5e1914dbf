import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cpu, cpuOfProcess } from './cpu.ts';

export interface Server {
  readonly url: string;
  readonly pid: number;
  readonly cpu: Cpu;
  /** Asks it to end, or ends it by SIGKILL as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

interface Start {
  /** A folder for a CPU profile, or nothing. */
  readonly profile?: string;
  /** Environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** The PostgreSQL server to make databases on. */
export function testServer(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is missing; the npm script sets it');
  return url;
}

/** Brings the database at `databaseUrl` up to date, with the command an operator would use. */
export function migrate(databaseUrl: string): void {
  execFileSync(process.execPath, ['dist/src/migrate.js'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment({ DATABASE_URL: databaseUrl }),
  });
}

/** Requests are counted as by default; only one client sends everything here, and must not be throttled. */
export const RATE_LIMIT = '1000000000/1000000000';

/** Portico as built, with its defaults but for how many requests it lets pass. Its log goes to a file. */
export const startPortico = (url: string, { settings, ...start }: Start = {}): Promise<Server> =>
  run('dist/src/main.js', { ...start, settings: { DATABASE_URL: url, RATE_LIMIT, ...settings } }, logs());

export const startByHand = (url: string, { profile }: Start = {}): Promise<Server> =>
  run('bench/hand-written-server.ts', { profile, settings: { DATABASE_URL: url } });

/** The same server on two connections that all requests share: the limit of what is possible. */
export const startPipelined = (url: string, { profile }: Start = {}): Promise<Server> =>
  run('bench/hand-written-server.ts', { profile, settings: { DATABASE_URL: url, PIPELINED: '2' } });

async function run(file: string, start: Start, logFolder?: string): Promise<Server> {
  const { profile, settings, port = await freePort() } = start;
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const log = logFolder === undefined ? undefined : openSync(join(logFolder, `${port}.log`), 'a');
  const child = spawn(process.execPath, [...flags, file], {
    stdio: ['ignore', log ?? 'ignore', 'inherit'],
    env: environment({ ...settings, PORT: String(port) }),
  });
  if (log !== undefined) closeSync(log);
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const stop = stopper(file, child);
  await answers(url, child);
  return { url, pid: child.pid!, cpu: cpuOfProcess(child.pid), stop };
}

function stopper(file: string, child: ChildProcess): Server['stop'] {
  const ended = once(child, 'exit');
  let stopping = false;
  child.once('exit', (code, signal) => {
    if (!stopping) console.error(`${file} ended by itself, with ${signal ?? code}`);
  });
  return async (signal = 'SIGTERM') => {
    stopping = true;
    child.kill(signal);
    await ended;
  };
}

let logFolder: string | undefined;

/** A folder that goes when this process does. */
function logs(): string {
  if (logFolder !== undefined) return logFolder;
  const folder = (logFolder = mkdtempSync(join(tmpdir(), 'portico-bench-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Nothing of the caller's settings leaks into the servers. */
const environment = (settings: Record<string, string>) => ({ PATH: process.env['PATH'], ...settings });

async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${child.spawnargs.at(-1)} did not start`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface Server {
  readonly url: string;
  /** Seconds of CPU that the process has used so far; `NaN` where the system does not tell (it is read from /proc). */
  cpu(): number;
  stop(): Promise<void>;
}

/** Brings the database at `databaseUrl` up to date, with the command an operator would use. */
export function migrate(databaseUrl: string): void {
  execFileSync(process.execPath, ['dist/src/migrate.js'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment({ DATABASE_URL: databaseUrl }),
  });
}

/** Portico as built, with its defaults but for two: one client sends everything here, and would be throttled. */
export const startPortico = (databaseUrl: string, profile?: string): Promise<Server> =>
  start('dist/src/main.js', { DATABASE_URL: databaseUrl, RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }, profile);

export const startByHand = (databaseUrl: string, profile?: string): Promise<Server> =>
  start('bench/hand-written-server.ts', { DATABASE_URL: databaseUrl }, profile);

async function start(file: string, settings: Record<string, string>, profile?: string): Promise<Server> {
  const port = await freePort();
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment({ ...settings, PORT: String(port) }),
  });
  process.once('exit', () => child.kill('SIGKILL'));
  let stopping = false;
  child.once('exit', (code, signal) => {
    if (!stopping) console.error(`${file} ended by itself, with ${signal ?? code}`);
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  return {
    url,
    cpu: () => cpuSeconds(child.pid),
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
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

/** Of /proc/<pid>/stat, after the name in brackets, which may hold anything: fields 14 and 15, in ticks of 10 ms. */
function cpuSeconds(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

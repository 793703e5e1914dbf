import { execFileSync } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL server of the test's own, to be stopped and started at will. */
export interface Cluster {
  readonly url: string;
  /** Breaks every connection off, as a crash would; what was committed is there after `start`. */
  crash(): void;
  start(): void;
  /** Stops every process of the server in its tracks, connections and all, until `thaw`. */
  freeze(): void;
  thaw(): void;
  remove(): void;
}

/** Makes an empty server with durable writes, on a free port of the loopback address. */
export async function startCluster(): Promise<Cluster> {
  const bin = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  if (bin === undefined)
    throw new Error("The server's programs are missing: install Debian's postgresql package");
  const folder = mkdtempSync(join(tmpdir(), 'portico-cluster-'));
  const asServer = userOf(folder);
  const port = await freePort();
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]) => {
    const [file, ...rest] = [...asServer, join(bin, program), ...args];
    execFileSync(file!, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=100`;
  const start = () => {
    run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start');
  };
  const crash = () => {
    run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
  };

  // whoever could start another process is stopped first
  const signal = (name: NodeJS.Signals) => {
    const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    process.kill(postmaster, name);
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' });
    for (const pid of children.trim().split(/\s+/)) {
      try {
        process.kill(Number(pid), name);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended meanwhile
      }
    }
  };

  run('initdb', '-D', data, '-U', 'portico', '-A', 'trust', '-E', 'UTF8', '--no-instructions');
  start();
  return {
    url: `postgres://portico@127.0.0.1:${port}/postgres`,
    crash,
    start,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    remove: () => {
      try {
        crash();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** PostgreSQL does not run as root: then it runs as the user that its package made. */
function userOf(folder: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, id('-u'), id('-g'));
  return ['runuser', '-u', 'postgres', '--'];
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Runs one statement on the database at `url`. */
export async function query<Row extends object>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

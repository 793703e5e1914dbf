import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** Seconds of CPU that somebody has used so far; `NaN` where the system does not tell (it is read from /proc). */
export type Cpu = () => number;

export const cpuOfProcess =
  (pid: number | undefined): Cpu =>
  () => {
    const { user, system } = statOf(pid) ?? NOTHING;
    return user + system;
  };

/** All of the server's processes, those that have ended included: a connection may come and go. */
export async function cpuOfDatabase(client: pg.Client): Promise<Cpu> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const server = statOf(rows[0]?.pid)?.parent;
  // the same number may well be somebody else here, when the server runs on another machine
  if (statOf(server)?.name !== 'postgres') return () => Number.NaN;
  return () => {
    const { user, system, ofEnded } = statOf(server) ?? NOTHING;
    const running = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => statOf(Number(name)))
      .filter((stat) => stat?.parent === server);
    return running.reduce((sum, stat) => sum + stat!.user + stat!.system, user + system + ofEnded);
  };
}

const NOTHING = { user: Number.NaN, system: Number.NaN, ofEnded: Number.NaN };

/** Of /proc/<pid>/stat: the fields after the name in brackets, which may hold anything. Times come in ticks of 10 ms. */
function statOf(pid: number | undefined) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, name, rest] = /\((.*)\) (.*)/s.exec(text) ?? [];
    const fields = rest!.split(' ').map(Number);
    const seconds = (field: number) => fields[field]! / 100;
    return {
      name,
      parent: fields[1],
      user: seconds(11),
      system: seconds(12),
      ofEnded: seconds(13) + seconds(14),
    };
  } catch {
    return undefined; // it has just ended, or there is no /proc
  }
}

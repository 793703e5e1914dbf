import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, query, startCluster } from '../test/setup/cluster.ts';

/** Makes a streaming replica of `primary`, out of a server of its own that is filled anew. */
export async function startReplica(primary: Cluster): Promise<Cluster> {
  const replica = await startCluster();
  const [{ data, programs } = { data: '', programs: '' }] = await query<{ data: string; programs: string }>(
    replica.url,
    `select current_setting('data_directory') as data, setting as programs from pg_config where name = 'BINDIR'`,
  );
  const { uid, gid } = statSync(data);
  replica.crash();
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
  const target = ['-D', data, '--write-recovery-conf', '--checkpoint=fast'];
  execFileSync(join(programs, 'pg_basebackup'), ['-d', primary.url, ...target]);
  execFileSync('chown', ['-R', `${uid}:${gid}`, data]);
  replica.start();
  return replica;
}

/** How many connections of Portico's the replica serves. */
export async function readersOf(replica: Cluster): Promise<number> {
  const [row] = await query<{ count: number }>(
    replica.url,
    `select count(*)::int as count from pg_stat_activity where application_name = 'portico reads'`,
  );
  return row!.count;
}

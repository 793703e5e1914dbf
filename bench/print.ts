import { cpus } from 'node:os';
import type pg from 'pg';

/** What all figures depend on: the machine and the settings of the database server. */
export async function printServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as "synchronousCommit",
            current_setting('shared_buffers') as "sharedBuffers"`,
  );
  const { version, fsync, synchronousCommit, sharedBuffers } = rows[0] ?? {};
  console.log(`${cpus().length} cores ${cpus()[0]?.model}, Node ${process.version}`);
  console.log(
    `PostgreSQL ${version}, fsync ${fsync}, synchronous_commit ${synchronousCommit}, shared_buffers ${sharedBuffers}`,
  );
}

/** The first column holds names, the others figures. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    console.log(cells.join('   '));
  }
}

/** `figure` with so many digits behind the point; a dash where it is not known. */
export const digits = (figure: number, count = 0): string =>
  Number.isNaN(figure) ? '-' : figure.toFixed(count);

const NUMBERS = new Intl.NumberFormat('en-US');

/** 1000000 as 1,000,000. */
export const written = (count: number): string => NUMBERS.format(count);

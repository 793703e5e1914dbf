import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { BASELINE_ONLY } from '../database/embedded-options.js';

const PROGRAM = fileURLToPath(new URL('make-embedded-files.js', import.meta.url));

/**
 * Makes the files of the embedded database where there are none, in a process of its own: that takes a second
 * PostgreSQL and several copies of the files, and of such memory a process that goes on gives back only a part. What
 * keeps it from that, such as a lock or the rights of the folder, keeps this process from it too, and is said then.
 */
export async function makeEmbeddedFiles(folder: string): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const maker = spawn(execPath, [...BASELINE_ONLY, PROGRAM, folder], { stdio: 'ignore', windowsHide: true });
  await once(maker, 'close');
}

import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, realpathSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getSystemErrorMap } from 'node:util';

/** Longest path that every system takes for a socket. */
const MAX_SOCKET_PATH = 100;

export class EmbeddedFolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The folder ${folder} is in use by another Portico. Stop that one, choose another folder with DATA_DIR, ` +
        'or run both on one PostgreSQL with DATABASE_URL.',
    );
  }
}

/** The folder cannot be made or written: a matter of rights, of the disk, or of what else has its name. */
export class EmbeddedFolderUnusable extends Error {
  constructor(folder: string, { code, errno }: NodeJS.ErrnoException) {
    const [, reason = 'unknown error'] = getSystemErrorMap().get(errno ?? 0) ?? [];
    super(
      `The folder ${folder} cannot be used for the database: ${reason} (${code}). Choose another with DATA_DIR.`,
    );
  }
}

/**
 * Keeps a second process off the embedded database's folder: two would corrupt it. The lock is a socket that this
 * process listens on; the operating system gives it up with the process, however that ends.
 *
 * @throws {EmbeddedFolderInUse | EmbeddedFolderUnusable}
 */
export async function lockEmbeddedFolder(folder: string): Promise<void> {
  try {
    makeFolder(folder);
    accessSync(`${folder}/.`, constants.R_OK | constants.W_OK | constants.X_OK);
    const server = await lock(socketPath(realpathSync(folder)));
    if (!server) throw new EmbeddedFolderInUse(folder);
    server.unref();
  } catch (error) {
    if (error instanceof EmbeddedFolderInUse) throw error;
    throw new EmbeddedFolderUnusable(folder, error as NodeJS.ErrnoException);
  }
}

/**
 * Whether other users of this machine may look into the folder, which has every record in it. One that Portico makes is
 * closed to them; the rights of one that was there are left to whoever made it.
 */
export const isOpenToOthers = (folder: string): boolean =>
  process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;

/** One by one: Node's own recursion never ends where a folder says that it does not exist, as those in /proc do. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** @returns `undefined` where another process has it */
async function lock(path: string): Promise<Server | undefined> {
  try {
    return await listen(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (await answers(path)) return undefined;
    unlinkSync(path); // left behind by a process that was killed
    return listen(path);
  }
}

function socketPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\portico-${name}`;
  const inside = join(folder, 'portico.lock');
  return inside.length <= MAX_SOCKET_PATH ? inside : join(tmpdir(), `portico-${name}.lock`);
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject).listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

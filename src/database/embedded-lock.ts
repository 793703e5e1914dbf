import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/**
 * Keeps a second process off the embedded database's folder: two would corrupt it. The lock is a socket that this
 * process listens on; the operating system gives it up with the process, however that ends.
 *
 * @returns how to give it up
 * @throws {EmbeddedFolderInUse}
 */
export async function lockEmbeddedFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const path = socketPath(realpathSync(folder));
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || (await answers(path))) throw new EmbeddedFolderInUse(folder);
    unlinkSync(path); // left behind by a process that was killed
    return listen(path);
  });
  server.unref();
  return () => server.close();
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

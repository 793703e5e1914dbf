import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a server and its database, and counts what goes over the wire. */
export interface DatabaseTraffic {
  /** The address of the same database through here. */
  readonly url: string;
  /** Counts since the last call. A round trip is a message that the client has to wait for: Sync, or a simple Query. */
  take(): { statements: number; roundTrips: number };
  stop(): void;
}

const SIMPLE_QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);

/** Portico's listening connection asks on its own account, four times a second, whatever the requests. */
const NOT_OF_REQUESTS = 'application_name\0portico change feed\0';

export async function countTraffic(databaseUrl: string): Promise<DatabaseTraffic> {
  const target = new URL(databaseUrl);
  let count = { statements: 0, roundTrips: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => socket.destroy()));
    client.pipe(upstream).pipe(client);
    const read = messageReader((type) => {
      if (type === EXECUTE || type === SIMPLE_QUERY) count.statements++;
      if (type === SYNC || type === SIMPLE_QUERY) count.roundTrips++;
    });
    client.on('data', read);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    take: () => {
      const taken = count;
      count = { statements: 0, roundTrips: 0 };
      return taken;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Cuts what a PostgreSQL client sends into messages: a start-up message without a type, then typed ones. */
function messageReader(onMessage: (type: number) => void): (chunk: Buffer) => void {
  let buffer = Buffer.alloc(0);
  let started = false;
  let ignored = false;
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const header = started ? 1 : 0;
      if (buffer.length < header + 4) return;
      const length = header + buffer.readInt32BE(header);
      if (buffer.length < length) return;
      if (!started) ignored = buffer.toString('latin1', 0, length).includes(NOT_OF_REQUESTS);
      else if (!ignored) onMessage(buffer[0] as number);
      started = true;
      buffer = buffer.subarray(length);
    }
  };
}

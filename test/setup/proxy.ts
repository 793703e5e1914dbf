import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What lies between the service and its database, and can fail in ways that neither of them is told of. */
export interface Proxy {
  /** The database's address by way of this. */
  readonly url: string;
  /** How often `text` was sent to the database. */
  sent(text: string): number;
  /** From now on nothing gets through, either way; connections stay, and new ones are taken. */
  silence(): void;
  /** New connections are taken, and nothing comes of them. */
  swallow(): void;
  /** Connections are broken off, and new ones too. */
  reset(): void;
  /** All is well again, but for the connections that were silent, if they are `lost`. */
  heal(lost?: 'lost'): void;
  close(): void;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** @param url of the database */
export async function startProxy(url: string): Promise<Proxy> {
  const { hostname, port } = new URL(url);
  let fault: 'silent' | 'swallowing' | 'resetting' | undefined;
  let pairs: Pair[] = [];
  const swallowed: Socket[] = [];
  let traffic = '';

  const join = ({ client, server }: Pair) => {
    client.pipe(server);
    server.pipe(client);
  };
  // a socket that is not read from does not tell of its end, either
  const part = ({ client, server }: Pair) => {
    client.unpipe(server).pause();
    server.unpipe(client).pause();
  };
  const take = (client: Socket) => {
    client.on('error', () => undefined);
    if (fault === 'resetting') return void client.resetAndDestroy();
    if (fault) return void swallowed.push(client.pause());
    const server = connect(Number(port), hostname).on('error', () => undefined);
    const pair = { client, server };
    pairs.push(pair);
    client.on('data', (data) => (traffic += data.toString('latin1')));
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    join(pair);
  };

  const listener = createServer(take);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.port = String((listener.address() as AddressInfo).port);
  return {
    url: through.href,
    sent: (text) => traffic.split(text).length - 1,
    silence: () => {
      fault = 'silent';
      for (const pair of pairs) part(pair);
    },
    swallow: () => {
      fault = 'swallowing';
    },
    reset: () => {
      fault = 'resetting';
      for (const { client } of pairs) client.resetAndDestroy();
      pairs = [];
    },
    heal: (lost) => {
      if (fault === 'silent' && !lost) pairs.forEach(join);
      if (fault === 'silent' && lost)
        swallowed.push(...pairs.splice(0).flatMap((pair) => [pair.client, pair.server]));
      fault = undefined;
    },
    close: () => {
      for (const socket of [...swallowed, ...pairs.flatMap(({ client, server }) => [client, server])])
        socket.destroy();
      listener.close();
    },
  };
}

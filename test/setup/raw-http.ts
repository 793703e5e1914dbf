import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any;
}

/**
 * Sends exactly these bytes, which no HTTP client would, and reads the one answer.
 * @param thenEnd closes our half of the connection after them
 */
export function sendRaw(
  url: string,
  bytes: string | Uint8Array,
  { thenEnd = false } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.setTimeout(15_000, () => socket.destroy(new Error('No answer in 15 s')));
    socket.on('data', (chunk) => chunks.push(chunk));
    const finish = () => {
      socket.destroy();
      resolve(parse(Buffer.concat(chunks).toString('latin1')));
    };
    // a server that stops reading resets the connection, mostly after it has answered
    socket.once('error', (error) => (chunks.length > 0 ? finish() : reject(error)));
    socket.once('end', finish);
    socket.write(bytes);
    if (thenEnd) socket.end();
  });
}

function parse(text: string): RawAnswer {
  const [head = '', content = ''] = text.split('\r\n\r\n', 2);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0]!.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const isJson = headers['content-type']?.startsWith('application/json');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: isJson ? (JSON.parse(content) as unknown) : undefined,
  };
}

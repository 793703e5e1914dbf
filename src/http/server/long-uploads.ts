import type { IncomingMessage } from 'node:http';

const uploads = new WeakSet<IncomingMessage>();

/** How long the rest of a body that nobody reads any more may take, in milliseconds. */
const REST = 30_000;

/**
 * Lets a request take longer than the server's time limit: whoever reads its body has limits of its own.
 * @returns what to call once it is not read any more
 */
export function mayTakeLong(request: IncomingMessage): () => void {
  uploads.add(request);
  return () => {
    // the server looks at the time of a request once, and may have done so
    if (!request.complete) endConnectionAfter(REST, request);
  };
}

/** Whether it is such a request that is under way; after that, the next one on its connection is. */
export const isLongUpload = (request: IncomingMessage): boolean => uploads.has(request) && !request.complete;

function endConnectionAfter(milliseconds: number, request: IncomingMessage): void {
  const timer = setTimeout(() => request.socket.destroy(), milliseconds).unref();
  request.once('close', () => clearTimeout(timer));
}

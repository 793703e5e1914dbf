import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { answerClientErrors } from './client-errors.js';

/** What clients may take of the server before anything of ours has seen a request; `maxConnections` is of all together. */
export interface ServerLimits extends Required<
  Pick<
    ServerOptions,
    'headersTimeout' | 'requestTimeout' | 'keepAliveTimeout' | 'connectionsCheckingInterval'
  >
> {
  readonly maxConnections: number;
}

/** Times in milliseconds. */
export const SERVER_LIMITS: ServerLimits = {
  headersTimeout: 10_000,
  // from the first byte of the headers to the last of the body
  requestTimeout: 30_000,
  // load balancers keep a connection for 60 s, and must be the ones to close it: else they send into a closed one
  keepAliveTimeout: 72_000,
  // how late the first two may be noticed
  connectionsCheckingInterval: 1_000,
  // a waiting connection takes a few kilobytes: this many fit a heap of 256 MB beside the work
  maxConnections: 10_000,
};

/** An HTTP server that a slow, silent or garbled client cannot hold. */
export function createHttpServer(
  handle: RequestListener,
  { maxConnections, ...limits }: ServerLimits,
): Server {
  // the handler refuses a missing host and odd expectations, in the manner of whatever else it refuses
  const server = createServer({ ...limits, requireHostHeader: false }, handle);
  server.maxConnections = maxConnections;
  server.on('checkExpectation', handle);
  answerClientErrors(server);
  return server;
}

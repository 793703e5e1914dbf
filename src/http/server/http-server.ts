import { createServer, IncomingMessage, type Server, type ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';
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
export function createHttpServer(app: Express, { maxConnections, ...limits }: ServerLimits): Server {
  // the handler refuses a missing host and odd expectations, in the manner of whatever else it refuses
  const server = createServer(
    {
      ...limits,
      requireHostHeader: false,
      IncomingMessage: withPrototype(IncomingMessage, app.request),
      ServerResponse: withPrototype<typeof ServerResponse>(ServerResponse, app.response),
    },
    app,
  );
  server.maxConnections = maxConnections;
  server.on('checkExpectation', app);
  answerClientErrors(server);
  return server;
}

/**
 * A class of Node's whose instances are Express's from the start. Express would exchange the prototype of each request and
 * response, which costs time, and more of it later on: V8 then knows two kinds of each.
 */
function withPrototype<Class extends abstract new (...args: never[]) => object>(
  base: Class,
  prototype: object,
): Class {
  function Made(...args: unknown[]): object {
    return Reflect.construct(base, args, Made) as object;
  }
  Made.prototype = prototype;
  return Made as unknown as Class;
}

import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@nestjs/common';
import { type Dialect, dialectOf } from '../dialect.js';
import { errorBody } from '../errors/error-body.js';
import {
  type ApiError,
  HeadersTooLarge,
  PayloadTooLarge,
  RequestTimeout,
  ValidationFailed,
} from '../errors/errors.js';
import { isLongUpload } from './long-uploads.js';

/** How long a refused client has to read the answer, in milliseconds: closing at once would take it back. */
const LINGER = 1_000;

const TIMED_OUT = 'ERR_HTTP_REQUEST_TIMEOUT';

const logger = new Logger('Connection');

/**
 * Answers what Node's HTTP parser refuses, which no handler ever sees: 400 for what is no HTTP, 408 for what comes too
 * slowly, 413 for chunk extensions and 431 for headers that are too large. Left alone Node answers these without a body
 * and without an id. The dialect is that of the brand API, unless the headers were read and say otherwise.
 */
export function answerClientErrors(server: Server): void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = latest.get(socket);
    if (error.code === TIMED_OUT && response && isLongUpload(response.req)) return;
    if (error.code === 'ECONNRESET' || !socket.writable || !mayAnswer(socket, response)) {
      socket.destroy();
      return;
    }
    refuse(socket, refusal(error.code), response?.writableFinished ? undefined : response);
  });
}

/** Not into an answer that is under way, and not after the answer to the request that is at fault. */
function mayAnswer(socket: Duplex, response?: ServerResponse): boolean {
  if (!response) return true;
  if (response.writableFinished) return response.req.complete;
  return response.socket === socket && !response.headersSent;
}

function refusal(code?: string): ApiError {
  if (code === TIMED_OUT) return new RequestTimeout('The request came too slowly');
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLarge('The headers or the URL are too long');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new PayloadTooLarge('The chunk extensions are too long');
  return ValidationFailed.at('', 'The request is not valid HTTP');
}

/** @param begun the answer to the request at fault, if its headers could be read */
function refuse(socket: Duplex, error: ApiError, begun?: ServerResponse): void {
  const id = String(begun?.getHeader('X-Request-Id') ?? randomUUID());
  const body = JSON.stringify(errorBody(error, dialectAt(begun?.req)));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    'Connection: close',
  ];
  logger.log(`${error.status} ${error.message} (${id})`);
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER).unref();
}

function dialectAt(request?: IncomingMessage): Dialect {
  return dialectOf(request?.url ?? '');
}

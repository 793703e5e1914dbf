import type { LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Config } from '../config/config.js';

/** JSON lines on stdout; readable ones on a terminal. */
export function createLogger(config: Config): Pino {
  const readable = process.stdout.isTTY;
  return pino({
    level: config.logLevel,
    redact: ['req.headers', 'res.headers', '*.authorization', '*.token', '*.secret', '*.password'],
    ...(readable && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname,req,res,responseTime' } },
    }),
  });
}

/**
 * One line per request. It has the method, the path and the status; no headers, no body and no query, because all
 * three can carry what is secret.
 */
export const logRequests = (logger: Pino) =>
  pinoHttp({
    logger,
    quietReqLogger: true,
    genReqId: (request) => request.id,
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customSuccessMessage: (request, response, responseTime) =>
      `${request.method} ${pathOf(request.url)} ${response.statusCode} ${Math.round(responseTime)} ms`,
    customErrorMessage: (request, response) =>
      `${request.method} ${pathOf(request.url)} ${response.statusCode}`,
    autoLogging: { ignore: (request) => /^\/(health|metrics)/.test(request.url ?? '') },
  });

const pathOf = (url = '') => url.split('?', 1)[0];

/** Parts of Nest that report each module and route at every start. */
const CHATTY = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver']);

/** What Nest and our own classes log through. */
export class AppLogger implements LoggerService {
  constructor(private readonly pino: Pino) {}

  log(message: unknown, context?: string): void {
    const level = CHATTY.has(context ?? '') ? 'debug' : 'info';
    this.pino[level]({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }
}

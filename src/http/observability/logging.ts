import type { LoggerService } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Logger as Pino, pino } from 'pino';
import prettyStream from 'pino-pretty';
import type { Config } from '../../config/config.js';

/** JSON lines on stdout; readable ones on a terminal. */
export function createLogger(config: Config): Pino {
  const options = {
    level: config.logLevel,
    redact: ['req.headers', 'res.headers', '*.authorization', '*.token', '*.secret', '*.password'],
  };
  if (process.stdout.isTTY) {
    return pino(options, prettyStream({ ignore: 'pid,hostname,req,res,responseTime', sync: true }));
  }
  // a request does not wait for its line, and lines are written together: by size or, where little goes on, by the clock
  return pino(options, pino.destination({ sync: false, minLength: 12_288, periodicFlush: 250 }));
}

/** Resolves when all lines so far are written. */
export const linesWritten = (logger: Pino): Promise<void> =>
  new Promise((resolve) => logger.flush(() => resolve()));

/**
 * One line per request. It has the method, the path and the status; no headers, no body and no query, because all
 * three can carry what is secret.
 */
export function requestLog(logger: Pino): (request: Request, response: Response, time: number) => void {
  // looking for secrets in each line is left out here: what goes into these lines is listed below
  const lines = logger.child({}, { redact: [] });
  return (request, response, time) => {
    const level = response.statusCode >= 500 ? 'error' : 'info';
    if (lines.isLevelEnabled(level) && !UNLOGGED.test(request.path)) {
      lines[level](...lineOf(request, response, Math.round(time)));
    }
    if (level === 'error') lines.flush(); // it may be the last one
  };
}

/** Asked every few seconds by machines. */
const UNLOGGED = /^\/(health|metrics)/;

function lineOf(request: Request, response: Response, responseTime: number): [object, string] {
  const { id, method, path } = request;
  const end = response.writableFinished ? `${response.statusCode} ${responseTime} ms` : 'was broken off';
  return [
    { req: { id, method, path }, res: { status: response.statusCode }, responseTime },
    `${method} ${path} ${end}`,
  ];
}

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
    this.pino.flush();
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

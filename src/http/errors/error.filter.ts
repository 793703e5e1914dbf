import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { isDatabaseAway, isDatabaseBusy, isUnstorable } from '../../database/database-errors.js';
import { NoRoom } from '../../memory/memory-budget.js';
import { allowedMethods } from './allowed-methods.js';
import { type Dialect, dialectOf } from '../dialect.js';
import { sendJson } from '../response/send-json.js';
import { errorBody } from './error-body.js';
import {
  ApiError,
  Busy,
  Internal,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  Unavailable,
  UnsupportedMediaType,
  ValidationFailed,
} from './errors.js';

/** Every error of a request that reached Express leaves through here; nothing but an `ApiError` is ever shown. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Error');

  constructor(private readonly adapters: HttpAdapterHost) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const dialect = dialectOf(request.path);
    const error = inDialect(this.toApiError(thrown, request), dialect);
    if (error.status >= 500) {
      const cause = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      this.logger.error(`Request ${request.id}: ${cause}`);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendJson(response.status(error.status).set({ ...error.headers }), this.bodyOf(error, dialect));
  }

  protected bodyOf(error: ApiError, dialect: Dialect): object {
    return errorBody(error, dialect);
  }

  private toApiError(thrown: unknown, request: Request): ApiError {
    if (thrown instanceof ApiError) return thrown;
    if (thrown instanceof NoRoom) return new Busy();
    if (isDatabaseAway(thrown)) return new Unavailable();
    if (isDatabaseBusy(thrown)) return new Unavailable('The database is too busy at the moment');
    if (isUnstorable(thrown)) return ValidationFailed.at('', 'A value cannot be stored: it is out of range');
    const status = statusOf(thrown);
    if (status === 404) return this.noSuchRoute(request);
    if (status === 413) return new PayloadTooLarge('The body is too large');
    if (status === 415) return new UnsupportedMediaType('The encoding of the body is not supported');
    if (status !== undefined && status >= 400 && status < 500) {
      return ValidationFailed.at('', 'The request cannot be read');
    }
    return new Internal();
  }

  private noSuchRoute(request: Request): ApiError {
    const allowed = allowedMethods(this.adapters.httpAdapter.getInstance(), request.path);
    if (allowed.length > 0) return new MethodNotAllowed(request.method, allowed);
    // as it was asked for, but for the query, which may hold a secret
    const [path = ''] = request.originalUrl.split('?', 1);
    return new NotFound(`Route ${request.method} ${path} not found`);
  }
}

/** The configuration API knows no 415: what it cannot read is a bad request. */
function inDialect(error: ApiError, dialect: Dialect): ApiError {
  const unreadable = error instanceof UnsupportedMediaType && dialect === 'configuration';
  return unreadable ? ValidationFailed.at('', error.message) : error;
}

/** Of Nest's own exceptions, and of Express's: a URL that is no UTF-8, a body that broke off. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { status } = (thrown ?? {}) as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
}

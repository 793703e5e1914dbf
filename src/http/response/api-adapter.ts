import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express, Response } from 'express';
import { createHttpServer, SERVER_LIMITS, type ServerLimits } from '../server/http-server.js';
import { bodyOfAnswer } from './answer.js';
import { isKnown } from './entity-tag.js';
import { KeptAnswer } from './kept-answer.js';
import { Plain } from './plain.js';
import { RawJson } from './raw-json.js';
import { sendJson } from './send-json.js';
import { Tagged } from './tagged.js';

/**
 * Sends what handlers return; the answer of every handler passes here. It is no interceptor, because that would build a
 * chain of observables around each call.
 */
export class ApiAdapter extends ExpressAdapter {
  constructor(private readonly limits: ServerLimits = SERVER_LIMITS) {
    super();
  }

  /** Nest's own makes a server without limits. The options that it looks at, such as TLS, are not in use here. */
  override initHttpServer(): void {
    this.httpServer = createHttpServer(this.getInstance<Express>(), this.limits);
  }

  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (body instanceof KeptAnswer) return this.replyAgain(response, body, statusCode);
    if (body instanceof Tagged) {
      response.setHeader('ETag', body.tag);
      return isKnown(response.req, body.tag)
        ? response.status(304).end()
        : this.reply(response, body.body, statusCode);
    }
    // a stream, a text or nothing: as Express does it
    if (typeof body !== 'object' || body === null || body instanceof StreamableFile) {
      return super.reply(response, body, statusCode) as unknown;
    }
    if (statusCode !== undefined) response.status(statusCode);
    return sendJson(response, bodyOfAnswer(response.req.path, body));
  }

  private replyAgain(response: Response, { json, tag, isReplay }: KeptAnswer, statusCode?: number): unknown {
    if (isReplay) response.setHeader('Idempotent-Replayed', 'true');
    if (tag !== null) response.setHeader('ETag', tag);
    return this.reply(response, new Plain(new RawJson(json)), statusCode);
  }
}

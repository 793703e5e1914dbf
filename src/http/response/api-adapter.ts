import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import { dialectOf } from '../dialect.js';
import { enveloped } from './envelope.js';
import { isKnown } from './entity-tag.js';
import { Plain } from './plain.js';
import { sendJson } from './send-json.js';
import { Tagged } from './tagged.js';

/**
 * Sends what handlers return. This is the one place that every answer of a handler passes, and costs nothing beside it:
 * an interceptor would build a chain of observables around each call.
 */
export class ApiAdapter extends ExpressAdapter {
  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (body instanceof Tagged) {
      if (body.tag !== undefined) response.setHeader('ETag', body.tag);
      return body.tag !== undefined && isKnown(response.req, body.tag)
        ? response.status(304).end()
        : this.reply(response, body.body, statusCode);
    }
    // a stream, a text or nothing: as Express does it
    if (typeof body !== 'object' || body === null || body instanceof StreamableFile) {
      return super.reply(response, body, statusCode) as unknown;
    }
    if (statusCode !== undefined) response.status(statusCode);
    if (body instanceof Plain) return sendJson(response, body.body);
    return sendJson(response, dialectOf(response.req.path) === 'brand' ? enveloped(body) : body);
  }
}

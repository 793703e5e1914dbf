import { isUtf8 } from 'node:buffer';
import express, { type Express, type Request, type RequestHandler } from 'express';
import { UnsupportedMediaType, ValidationFailed } from '../errors/errors.js';
import { checkJson, UnusableJson } from './json.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** The body as it was sent. */
    rawBody?: Buffer;
    parsedBody?: { readonly value: unknown };
  }
}

const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/**
 * Stands before every handler. The body is read as bytes, up to `limit`; it is parsed and checked when a handler
 * asks for `request.body`, which is after the caller was authenticated. A handler that takes no body ignores any.
 */
export function guardInput(app: Express, limit: number): void {
  deferParsing(app);
  app.use(refuseNulInUrl, express.raw({ type: () => true, limit }));
}

const refuseNulInUrl: RequestHandler = (request, _response, next) => {
  if (request.url.includes('%00')) throw ValidationFailed.at('', 'The URL contains a NUL character');
  next();
};

/** `express.raw` sets the bytes as `body`; whoever reads `body` gets what they say. */
function deferParsing(app: Express): void {
  Object.defineProperty(app.request, 'body', {
    get(this: Request) {
      return (this.parsedBody ??= { value: parseBody(this) }).value;
    },
    set(this: Request, bytes: unknown) {
      this.rawBody = Buffer.isBuffer(bytes) ? bytes : undefined;
    },
  });
}

/** @throws {ValidationFailed} */
function parseBody(request: Request): unknown {
  const bytes = request.rawBody;
  if (bytes === undefined || bytes.length === 0) throw ValidationFailed.at('', 'The body is missing');
  const type = request.headers['content-type'] ?? '';
  if (!JSON_TYPE.test(type)) throw ValidationFailed.at('', 'The content type has to be application/json');
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw new UnsupportedMediaType(`The charset ${charset} is not supported`);
  if (!isUtf8(bytes)) throw ValidationFailed.at('', 'The body is not UTF-8');
  return checked(bytes.toString('utf8'));
}

function checked(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    checkJson(value);
    return value;
  } catch (error) {
    if (error instanceof UnusableJson) throw new ValidationFailed([error.fault]);
    throw ValidationFailed.at('', 'The body is not JSON');
  }
}

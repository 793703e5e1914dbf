import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import { isKnown } from '../http/response/entity-tag.js';

type Encoding = 'br' | 'gzip' | 'identity';

// a fraction of a second for the largest file; more effort would make it a few percent smaller
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

const ENCODERS: Record<Encoding, (content: Buffer) => Promise<Buffer>> = {
  br: (content) => promisify(brotliCompress)(content, QUALITY),
  gzip: (content) => promisify(gzip)(content),
  identity: (content) => Promise.resolve(content),
};

/**
 * Answers with a file that never changes while the process lives. It is compressed when the first client asks for that
 * encoding, and kept.
 */
export function servedFile(type: string, content: Buffer): RequestHandler {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const bodies = new Map<Encoding, Promise<Buffer>>();
  return async (request, response) => {
    const encoding = encodingFor(request);
    const tag = `"${hash}-${encoding}"`;
    response.set({ 'Cache-Control': 'no-cache', ETag: tag }).vary('Accept-Encoding').type(type);
    if (isKnown(request, tag)) {
      response.status(304).end();
      return;
    }
    const body = bodies.get(encoding) ?? ENCODERS[encoding](content);
    bodies.set(encoding, body);
    if (encoding !== 'identity') response.set('Content-Encoding', encoding);
    response.send(await body);
  };
}

const encodingFor = (request: Request): Encoding =>
  (['br', 'gzip'] as const).find((encoding) => request.acceptsEncodings(encoding)) ?? 'identity';

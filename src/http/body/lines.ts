import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request } from 'express';
import { PayloadTooLarge, RequestTimeout, UnsupportedMediaType, ValidationFailed } from '../errors/errors.js';
import { mayTakeLong } from '../server/long-uploads.js';
import { checkJson, UnusableJson } from './json.js';

/** What bodies of lines are declared as. */
export const LINES_TYPES = ['application/x-ndjson', 'application/jsonl'] as const;

/** How long a line may be, in bytes. */
export const MAX_LINE = 64 * 1024;
/** How long the client may send nothing while we wait for more, in milliseconds. */
const PATIENCE = 30_000;
/** How many lines a body may have, blank ones included: a few bytes can be the compressed form of very many. */
const MAX_LINES = 1_000_000;
const NEWLINE = 0x0a;

/** What stands on a line of a body, blank ones left out. */
export interface BodyLine {
  /** From 1; blank lines count. */
  readonly number: number;
  readonly value?: unknown;
  /** Why it cannot be taken. */
  readonly fault?: ValidationFailed;
}

/**
 * Holds one line and one chunk at a time, and adds what came in to `hash`. The time limit of requests does not hold here, which is one for the whole body:
 * who goes on sending may take as long as it takes.
 */
export async function* linesOf(request: Request, hash: Hash): AsyncGenerator<BodyLine> {
  const done = mayTakeLong(request);
  try {
    let number = 0;
    for await (const bytes of splitLines(chunksOf(request, hash))) {
      if (++number > MAX_LINES) throw new PayloadTooLarge(`The body has more than ${MAX_LINES} lines`);
      if (bytes === undefined || bytes.toString('latin1').trim() !== '') yield { number, ...parsed(bytes) };
    }
  } finally {
    done();
  }
}

/** @throws {RequestTimeout | ValidationFailed | UnsupportedMediaType} */
async function* chunksOf(request: Request, hash: Hash): AsyncGenerator<Buffer> {
  // whoever stops early still has to answer: the connection stays
  const chunks = decompressed(request).iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  for (;;) {
    const next = await inTime(chunks.next());
    if (next.done === true) return;
    hash.update(next.value);
    yield next.value;
  }
}

const DECOMPRESSORS: Readonly<Record<string, (() => NodeJS.ReadWriteStream & Readable) | undefined>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** @throws {UnsupportedMediaType} */
function decompressed(request: Request): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return request;
  const decompressor = Object.hasOwn(DECOMPRESSORS, encoding) ? DECOMPRESSORS[encoding]?.() : undefined;
  if (!decompressor) throw new UnsupportedMediaType('The encoding of the body is not supported');
  request.once('error', (error) => decompressor.destroy(error));
  return request.pipe(decompressor);
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RequestTimeout('The request came too slowly')), PATIENCE);
  });
  try {
    return await Promise.race([work, tooLate]);
  } catch (error) {
    if (error instanceof RequestTimeout) throw error;
    throw ValidationFailed.at('', 'The body broke off, or cannot be decompressed');
  } finally {
    clearTimeout(timer);
  }
}

/** Lines as bytes; `undefined` for one that is too long, of which nothing is kept. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined> {
  let held: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer) => {
    length += part.length;
    if (length > MAX_LINE) held = [];
    else held.push(part);
  };
  const take = () => {
    const line = length > MAX_LINE ? undefined : Buffer.concat(held);
    [held, length] = [[], 0];
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}

function parsed(bytes: Buffer | undefined): Omit<BodyLine, 'number'> {
  if (!bytes) return refused(`The line must be at most ${MAX_LINE} bytes long`);
  if (!isUtf8(bytes)) return refused('The line is not UTF-8');
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    checkJson(value);
    return { value };
  } catch (error) {
    if (error instanceof UnusableJson) return { fault: new ValidationFailed([error.fault]) };
    return refused('The line is not JSON');
  }
}

const refused = (message: string) => ({ fault: ValidationFailed.at('', message) });

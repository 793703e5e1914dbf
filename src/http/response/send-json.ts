import { pipeline, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Response } from 'express';
import { Busy } from '../errors/errors.js';
import { hasLongList, jsonPieces } from './json-pieces.js';
import { stringify } from './raw-json.js';

/** Longer texts are turned into bytes first: a text would stay in V8's heap for as long as the client takes to read. */
const LARGE = 64 * 1024;
/** What is longer is made while the client reads it. */
const MOST_AT_ONCE = 20 * 1024 * 1024;
/** How many bytes of large answers may wait to be read by their clients, all together. */
const MOST_UNSENT = 128 * 1024 * 1024;

let unsent = 0;

/**
 * Sends JSON, raw JSON in its place. It leaves out what `response.json` of Express does for others: finding out the
 * content type, ETags, and a copy of every longer body.
 * @throws {Busy} when too many clients do not read their large answers
 */
export function sendJson(response: Response, body: unknown): Response {
  if (response.closed) return response; // the client has gone
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (hasLongList(body)) return sendPieces(response, body);
  const text = stringify(body);
  if (text.length >= LARGE) return sendBytes(response, [Buffer.from(text)]);
  const size = Buffer.byteLength(text);
  response.setHeader('Content-Length', size);
  // of ASCII, which most answers are, Latin-1 is the same and less work
  return response.end(text, size === text.length ? 'latin1' : 'utf8');
}

function sendPieces(response: Response, body: unknown): Response {
  const pieces = joined(jsonPieces(body));
  const made: Buffer[] = [];
  let size = 0;
  for (let next = pieces.next(); !next.done; next = pieces.next()) {
    made.push(next.value);
    if ((size += next.value.length) > MOST_AT_ONCE) return sendAsRead(response, made, pieces);
  }
  return sendBytes(response, made);
}

/** Pieces in portions that are worth a write. */
function* joined(pieces: Iterable<string>): Generator<Buffer, undefined> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < LARGE) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

function sendBytes(response: Response, made: readonly Buffer[]): Response {
  const size = made.reduce((sum, { length }) => sum + length, 0);
  countUntilSent(response, size);
  response.setHeader('Content-Length', size);
  for (const bytes of made.slice(0, -1)) response.write(bytes);
  return response.end(made.at(-1));
}

function sendAsRead(response: Response, made: readonly Buffer[], rest: Iterable<Buffer>): Response {
  countUntilSent(response, MOST_AT_ONCE);
  const all = (async function* () {
    yield* made;
    for (const bytes of rest) {
      yield bytes;
      await setImmediate(); // others are served in between
    }
  })();
  // what fails on the way breaks the connection off
  pipeline(Readable.from(all), response, () => undefined);
  return response;
}

function countUntilSent(response: Response, size: number): void {
  if (size < LARGE || response.closed) return;
  if (unsent > 0 && unsent + size > MOST_UNSENT) throw new Busy();
  unsent += size;
  response.once('close', () => (unsent -= size));
}

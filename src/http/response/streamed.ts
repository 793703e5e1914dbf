import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify, toLine } from './raw-json.js';

export type StreamFormat = 'jsonl' | 'events';

const TYPES: Record<StreamFormat, string> = { jsonl: 'application/jsonl', events: 'text/event-stream' };

/** Lines are collected up to about this many bytes before they are written. */
const WRITE = 64 * 1024;

/**
 * Sends batches of items as they come, whole lines per write, as fast as the client reads. The first batch is awaited
 * here: what fails before it can still be answered as an error. What fails later breaks the connection off.
 */
export async function streamed<Item>(
  batches: AsyncGenerator<readonly Item[]>,
  format: StreamFormat,
  toDto: (item: Item) => object,
): Promise<StreamableFile> {
  const first = await batches.next();
  const lineOf = (item: Item) => framed(toLine(stringify({ type: 'item', data: toDto(item) })), format);
  async function* writes(): AsyncGenerator<Buffer> {
    for (let batch = first; !batch.done; batch = await batches.next()) yield* collected(batch.value, lineOf);
  }
  return new StreamableFile(Readable.from(writes()), { type: TYPES[format] });
}

/** Bytes and not text, which would stay in V8's heap while the client takes its time. */
function* collected<Item>(
  items: readonly Item[],
  lineOf: (item: Item) => string,
): Generator<Buffer, undefined> {
  let lines = '';
  for (const item of items) {
    lines += lineOf(item);
    if (lines.length < WRITE) continue;
    yield Buffer.from(lines, 'latin1');
    lines = '';
  }
  if (lines !== '') yield Buffer.from(lines, 'latin1');
}

const framed = (line: string, format: StreamFormat): string =>
  format === 'jsonl' ? `${line}\n` : `data: ${line}\n\n`;

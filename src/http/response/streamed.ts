import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify, toLine } from './raw-json.js';

export type StreamFormat = 'jsonl' | 'events';

const TYPES: Record<StreamFormat, string> = { jsonl: 'application/jsonl', events: 'text/event-stream' };

/**
 * Sends batches of items as they come, one write per batch, as fast as the client reads. The first batch is awaited
 * here: what fails before it can still be answered as an error. What fails later breaks the connection off.
 */
export async function streamed<Item>(
  batches: AsyncGenerator<readonly Item[]>,
  format: StreamFormat,
  toDto: (item: Item) => object,
): Promise<StreamableFile> {
  const first = await batches.next();
  const write = (items: readonly Item[]) =>
    items.map((item) => framed(toLine(stringify({ type: 'item', data: toDto(item) })), format)).join('');
  async function* writes(): AsyncGenerator<string> {
    for (let batch = first; !batch.done; batch = await batches.next()) yield write(batch.value);
  }
  return new StreamableFile(Readable.from(writes()), { type: TYPES[format] });
}

const framed = (line: string, format: StreamFormat): string =>
  format === 'jsonl' ? `${line}\n` : `data: ${line}\n\n`;

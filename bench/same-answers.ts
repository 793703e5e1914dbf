import { isDeepStrictEqual } from 'node:util';
import { randomPortal } from './load.ts';
import type { BenchRequest, Route } from './routes.ts';
import { idOf } from './seed.ts';

const TRIALS = 50;

/**
 * Proves that two servers do the same work for a route: the same 200 and body for random portals, and the same refusal
 * of another portal's token and of another brand's contact.
 */
export async function assertSameAnswers(one: string, other: string, route: Route, portals: number) {
  for (let trial = 0; trial < TRIALS; trial++) {
    const n = randomPortal(portals);
    const request = route.request(n);
    await assertSame(one, other, request, (answer) => answer.status === 200);
    const stranger = 1 + (n % portals);
    if (request.headers) {
      const forged = { ...request, headers: { ...request.headers, ...route.request(stranger).headers } };
      await assertSame(one, other, forged, (answer) => answer.status === 401);
    }
    const foreign = request.path.replace(idOf('contact', n), idOf('contact', stranger));
    if (foreign !== request.path) await assertSame(one, other, { ...request, path: foreign });
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function assertSame(
  one: string,
  other: string,
  request: BenchRequest,
  expected?: (answer: Answer) => boolean,
) {
  const [first, second] = await Promise.all([answerTo(one, request), answerTo(other, request)]);
  if (isDeepStrictEqual(first, second) && (expected?.(first) ?? true)) return;
  throw new Error(
    `${request.method} ${request.path} is answered differently:\n${JSON.stringify(first)}\n${JSON.stringify(second)}`,
  );
}

/** Of an error only the status counts: by hand it is worded more tersely. */
export async function answerTo(url: string, { path, ...request }: BenchRequest): Promise<Answer> {
  const response = await fetch(url + path, request);
  const text = await response.text();
  if (response.status !== 200) return { status: response.status, body: null };
  return { status: 200, body: request.method === 'GET' ? text : withoutNewness(text) };
}

/** The same text but for what two insertions cannot share: the id and the times of the new row. */
const withoutNewness = (text: string): string =>
  text.replace(/"id":"[0-9a-f-]{36}"/, '"id":"…"').replace(/"(created_at|updated_at)":[\d.]+/g, '"$1":0');

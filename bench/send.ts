import { type Agent, request } from 'node:http';
import type { BenchRequest } from './routes.ts';

/** Sends one request and reads the whole answer. @returns its status; fails where there is none */
export function send(
  base: string,
  { path, method, headers, body }: BenchRequest,
  agent: Agent,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(base + path, { method, headers, agent, timeout: PATIENCE }, (response) => {
      response.on('error', reject).on('end', () => resolve(response.statusCode!));
      response.resume();
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer in time')));
    sent.on('error', reject).end(body);
  });
}

/** Milliseconds; the service promises an answer within 15 s. */
const PATIENCE = 20_000;

/** Runs `work` over and over, so many at a time, until there is `next` no more. */
export async function keepBusy<One>(
  workers: number,
  next: () => One | undefined,
  work: (one: One) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let one = next(); one !== undefined; one = next()) await work(one);
    }),
  );
}

import { randomUUID } from 'node:crypto';
import type { Step } from '../steps.js';

declare module 'express-serve-static-core' {
  interface Request {
    id: string;
  }
}

const SANE = /^[\w.-]{1,64}$/;

/** Gives each request an id, or keeps the caller's; the answer carries it in `X-Request-Id`. */
export const requestId: Step = (request, response) => {
  const given = request.headers['x-request-id'];
  request.id = typeof given === 'string' && SANE.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', request.id);
};

import type { RequestHandler } from 'express';
import { v7 as uuidv7 } from 'uuid';

const SANE = /^[\w.-]{1,64}$/;

/** Gives each request an id, or keeps the caller's; the answer carries it in `X-Request-Id`. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  request.id = typeof given === 'string' && SANE.test(given) ? given : uuidv7();
  response.setHeader('X-Request-Id', request.id);
  next();
};

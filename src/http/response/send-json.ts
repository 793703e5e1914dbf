import type { Response } from 'express';
import { stringify } from './raw-json.js';

/**
 * Sends JSON, raw JSON in its place. It leaves out what `response.json` of Express does for others: finding out the
 * content type, ETags, and a copy of every longer body.
 */
export function sendJson(response: Response, body: unknown): Response {
  const text = stringify(body);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  return response.end(text);
}

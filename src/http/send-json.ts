import type { Express, Response } from 'express';

/**
 * Sends JSON without what `response.json` of Express does for others: finding out the content type, ETags, and a
 * copy of every longer body.
 */
export function sendJsonPlainly(app: Express): void {
  app.response.json = function (this: Response, body: unknown): Response {
    const text = JSON.stringify(body);
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.setHeader('Content-Length', Buffer.byteLength(text));
    return this.end(text);
  };
}

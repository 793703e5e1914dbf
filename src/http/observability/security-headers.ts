import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Step } from '../steps.js';

/** Nothing that a page of ours shows or asks for is on another host. */
const PAGE_SOURCES = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  scriptSrc: ["'self'"],
  // Swagger UI sets styles from its script
  styleSrc: ["'self'", "'unsafe-inline'"],
};

/** JSON is never a page, as long as no browser takes it for one: this is all that an answer of the API needs. */
export const neverGuessed: Step = (_request, response) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
};

/** Helmet's headers, for pages and what they are made of. They are always the same, so Helmet is asked once. */
export function pageHeaders(): RequestHandler {
  const headers = headersOfHelmet();
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

function headersOfHelmet(): [string, string][] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  // a host on plain http is legal: only the proxy that ends TLS can say that browsers have to use https
  const options = {
    strictTransportSecurity: false,
    contentSecurityPolicy: { useDefaults: false, directives: PAGE_SOURCES },
  };
  helmet(options)(request, response, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

import type { Request } from 'express';
import { validate as isUuid } from 'uuid';
import { sha256Base64 } from '../../secrets/secrets.js';

/** What a request wants to come in with. Nothing here says that it is any good. */
export interface Credential {
  /** As it was sent; a portal token in lower case. */
  readonly secret: string;
  readonly hash: Buffer;
  /** Names it in memory, where the secret itself must not lie about. */
  readonly key: string;
}

/** A credential that is missing, or is not even formed like one, is `undefined`. */
export interface Credentials {
  readonly bearer?: Credential;
  readonly portalToken?: Credential;
}

declare module 'express-serve-static-core' {
  interface Request {
    credentials?: Credentials;
  }
}

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;

/** The credentials of a request, each hashed once, whoever asks: the limit of calls, or the guards. */
export function credentialsOf(request: Request): Credentials {
  return (request.credentials ??= {
    bearer: credential('bearer', BEARER.exec(request.headers.authorization ?? '')?.[1]),
    portalToken: credential('portal-token', portalTokenIn(request)),
  });
}

function portalTokenIn({ headers }: Request): string | undefined {
  const token = headers['x-rechat-portal-token'];
  return typeof token === 'string' && isUuid(token) ? token.toLowerCase() : undefined;
}

function credential(kind: string, secret: string | undefined): Credential | undefined {
  if (secret === undefined) return undefined;
  const hash = sha256Base64(secret);
  return { secret, hash: Buffer.from(hash, 'base64'), key: `${kind} ${hash}` };
}

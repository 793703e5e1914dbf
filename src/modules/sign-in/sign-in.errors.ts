import { ApiError, type ErrorKind, SCHEMES } from '../../http/errors/errors.js';

/** What RFC 6749 (5.2) calls the ways in which a token is refused. */
export type Refusal =
  'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type' | 'invalid_scope';

/** A token is not issued, for a reason that the standard has a name for. */
export class TokenRefused extends ApiError {
  protected readonly kind: ErrorKind;
  override readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(
    readonly refusal: Refusal,
    message: string,
  ) {
    super(message);
    this.kind = refusal === 'invalid_client' ? 'unauthorized' : 'validation';
    this.headers = refusal === 'invalid_client' ? { 'WWW-Authenticate': SCHEMES.basic } : undefined;
  }
}

/** The name for an error of a status where nothing more is known of it. */
export function refusalOf(status: number): string {
  if (status === 401) return 'invalid_client';
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}

import type { Dialect } from '../dialect.js';
import { cut } from './paths.js';

/** What can go wrong, and how each of the two dialects names it. */
const KINDS = {
  validation: { status: 400, brand: 'Validation', configuration: 'BAD_REQUEST' },
  unauthorized: { status: 401, brand: 'Unauthorized', configuration: 'NOT_AUTHENTICATED' },
  forbidden: { status: 403, brand: 'Forbidden', configuration: 'NOT_AUTHORIZED' },
  notFound: { status: 404, brand: 'ResourceNotFound', configuration: 'NOT_FOUND' },
  methodNotAllowed: { status: 405, brand: 'MethodNotAllowed', configuration: 'METHOD_NOT_ALLOWED' },
  requestTimeout: { status: 408, brand: 'RequestTimeout', configuration: 'TIMEOUT' },
  conflict: { status: 409, brand: 'Conflict', configuration: 'CONFLICT' },
  preconditionFailed: { status: 412, brand: 'PreconditionFailed', configuration: 'PRECONDITION_FAILED' },
  payloadTooLarge: { status: 413, brand: 'PayloadTooLarge', configuration: 'CONTENT_TOO_LARGE' },
  unsupportedMediaType: { status: 415, brand: 'UnsupportedMediaType', configuration: 'BAD_REQUEST' },
  expectationFailed: { status: 417, brand: 'ExpectationFailed', configuration: 'BAD_REQUEST' },
  tooManyRequests: { status: 429, brand: 'TooManyRequests', configuration: 'TOO_MANY_REQUESTS' },
  headersTooLarge: { status: 431, brand: 'RequestHeaderFieldsTooLarge', configuration: 'BAD_REQUEST' },
  internal: { status: 500, brand: 'Internal', configuration: 'INTERNAL_SERVER_ERROR' },
  unavailable: { status: 503, brand: 'Unavailable', configuration: 'SERVICE_UNAVAILABLE' },
} as const;

export type ErrorKind = keyof typeof KINDS;

/** What the errors of one status are called in a dialect. */
export const codeOf = (status: number, dialect: Dialect): string | undefined =>
  Object.values(KINDS).find((kind) => kind.status === status)?.[dialect];

/** One fault of an input: where it is (`attributes[0].text`) and what is expected there. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** How many faults are told; the last of them then says how many more there are. */
export const MAX_FAULTS = 100;
export const MAX_PATH = 200;
export const MAX_MESSAGE = 600;
/** Of all that are told together. Paths are made of names that the client chose, in any script. */
const MAX_BYTES = 48 * 1024;

/** An error that a client is told. Modules derive theirs from the classes below. */
export abstract class ApiError extends Error {
  protected abstract readonly kind: ErrorKind;
  readonly details?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;

  get status(): number {
    return KINDS[this.kind].status;
  }

  codeIn(dialect: Dialect): string {
    return KINDS[this.kind][dialect];
  }
}

/** A few are enough to read; `details` has the others. */
const SAID_IN_MESSAGE = 5;

export class ValidationFailed extends ApiError {
  protected readonly kind = 'validation';
  override readonly details: readonly Fault[];

  /** @param faults all that were found; how many of them are told is limited, and so is how much is told of each */
  constructor(readonly faults: readonly Fault[]) {
    const said = bounded(faults.slice(0, SAID_IN_MESSAGE)).map(sentence);
    const more = faults.length - said.length;
    super(more > 0 ? `${said.join('; ')}; and ${more} more` : said.join('; '));
    this.details = bounded(faults);
  }

  static at(path: string, message: string): ValidationFailed {
    return new ValidationFailed([{ path, message }]);
  }
}

const sentence = ({ path, message }: Fault): string => (path === '' ? message : `${path} ${message}`);

/** As many of `faults` as are told, each cut to a length that can be read. */
export function bounded(faults: readonly Fault[], limit = MAX_FAULTS): Fault[] {
  const told: Fault[] = [];
  let bytes = 0;
  for (const { path, message } of faults.slice(0, limit)) {
    const fault = { path: cut(path, MAX_PATH), message: cut(message, MAX_MESSAGE) };
    bytes += Buffer.byteLength(JSON.stringify(fault));
    if (bytes > MAX_BYTES) break;
    told.push(fault);
  }
  if (told.length === faults.length) return told;
  told.length = Math.min(told.length, limit - 1);
  return [...told, { path: '', message: `and ${faults.length - told.length} more faults` }];
}

/** What is wrong according to something that throws it. */
export function faultsThrownBy(check: () => unknown): readonly Fault[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof ValidationFailed) return error.faults;
    throw error;
  }
}

/** How `WWW-Authenticate` calls what a route takes. Portal tokens have a header of their own, and no registered name. */
export const SCHEMES = { bearer: 'Bearer', portalToken: 'PortalToken', basic: 'Basic' } as const;

/** No bearer token, or one that is not good. */
export class Unauthorized extends ApiError {
  protected readonly kind = 'unauthorized';
  override readonly headers: Record<string, string> = { 'WWW-Authenticate': SCHEMES.bearer };
}

/** The same of a portal token. */
export class PortalTokenNeeded extends Unauthorized {
  override readonly headers = { 'WWW-Authenticate': SCHEMES.portalToken };
}

export class Forbidden extends ApiError {
  protected readonly kind = 'forbidden';
}

export class NotFound extends ApiError {
  protected readonly kind = 'notFound';

  /** `Contact 4c39… not found` */
  static of(model: string, id: string): NotFound {
    return new NotFound(`${model} ${id} not found`);
  }
}

export class MethodNotAllowed extends ApiError {
  protected readonly kind = 'methodNotAllowed';
  override readonly headers: Record<string, string>;

  constructor(method: string, allowed: readonly string[]) {
    super(`${method} is not possible here; ${allowed.join(', ')} is`);
    this.headers = { Allow: allowed.join(', ') };
  }
}

export class Conflict extends ApiError {
  protected readonly kind = 'conflict';
}

export class PreconditionFailed extends ApiError {
  protected readonly kind = 'preconditionFailed';
}

export class PayloadTooLarge extends ApiError {
  protected readonly kind = 'payloadTooLarge';
}

export class UnsupportedMediaType extends ApiError {
  protected readonly kind = 'unsupportedMediaType';
}

export class RequestTimeout extends ApiError {
  protected readonly kind = 'requestTimeout';
}

export class HeadersTooLarge extends ApiError {
  protected readonly kind = 'headersTooLarge';
}

export class ExpectationFailed extends ApiError {
  protected readonly kind = 'expectationFailed';
}

export class TooManyRequests extends ApiError {
  protected readonly kind = 'tooManyRequests';
  override readonly headers: Record<string, string>;

  constructor(retryAfterSeconds: number) {
    super(`Too many requests; try again in ${retryAfterSeconds} s`);
    this.headers = { 'Retry-After': String(retryAfterSeconds) };
  }
}

/** A fault of ours: what happened is in the log, under the request's id. */
export class Internal extends ApiError {
  protected readonly kind = 'internal';

  constructor() {
    super('Something went wrong on our side');
  }
}

export class Unavailable extends ApiError {
  protected readonly kind = 'unavailable';
  override readonly headers = { 'Retry-After': '1' };

  constructor(message = 'The database cannot be reached at the moment') {
    super(message);
  }
}

/** More is being worked on than there is room for: what was asked for is large, and so is what others asked for. */
export class Busy extends ApiError {
  protected readonly kind = 'unavailable';
  override readonly headers = { 'Retry-After': '5' };

  constructor(message = 'Too many large requests and answers are being worked on; try again in 5 s') {
    super(message);
  }
}

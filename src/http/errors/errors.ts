/** What can go wrong, and how each of the two dialects names it. */
const KINDS = {
  validation: { status: 400, brand: 'Validation', configuration: 'BAD_REQUEST' },
  unauthorized: { status: 401, brand: 'Unauthorized', configuration: 'NOT_AUTHENTICATED' },
  forbidden: { status: 403, brand: 'Forbidden', configuration: 'NOT_AUTHORIZED' },
  notFound: { status: 404, brand: 'ResourceNotFound', configuration: 'NOT_FOUND' },
  methodNotAllowed: { status: 405, brand: 'MethodNotAllowed', configuration: 'METHOD_NOT_ALLOWED' },
  conflict: { status: 409, brand: 'Conflict', configuration: 'CONFLICT' },
  preconditionFailed: { status: 412, brand: 'PreconditionFailed', configuration: 'PRECONDITION_FAILED' },
  payloadTooLarge: { status: 413, brand: 'PayloadTooLarge', configuration: 'CONTENT_TOO_LARGE' },
  unsupportedMediaType: { status: 415, brand: 'UnsupportedMediaType', configuration: 'BAD_REQUEST' },
  tooManyRequests: { status: 429, brand: 'TooManyRequests', configuration: 'TOO_MANY_REQUESTS' },
  internal: { status: 500, brand: 'Internal', configuration: 'INTERNAL_SERVER_ERROR' },
  unavailable: { status: 503, brand: 'Unavailable', configuration: 'SERVICE_UNAVAILABLE' },
} as const;

export type ErrorKind = keyof typeof KINDS;

/** What the errors of one status are called in a dialect. */
export const codeOf = (status: number, dialect: 'brand' | 'configuration'): string | undefined =>
  Object.values(KINDS).find((kind) => kind.status === status)?.[dialect];

/** One fault of an input: where it is (`attributes[0].text`) and what is wrong there. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** An error that a client is told. Modules derive theirs from the classes below. */
export abstract class ApiError extends Error {
  protected abstract readonly kind: ErrorKind;
  readonly details?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;

  get status(): number {
    return KINDS[this.kind].status;
  }

  codeIn(dialect: 'brand' | 'configuration'): string {
    return KINDS[this.kind][dialect];
  }
}

export class ValidationFailed extends ApiError {
  protected readonly kind = 'validation';

  constructor(override readonly details: readonly Fault[]) {
    super(details.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)).join('; '));
  }

  static at(path: string, message: string): ValidationFailed {
    return new ValidationFailed([{ path, message }]);
  }
}

export class Unauthorized extends ApiError {
  protected readonly kind = 'unauthorized';
  override readonly headers = { 'WWW-Authenticate': 'Bearer' };
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

  constructor() {
    super('The database cannot be reached at the moment');
  }
}

/** More is in memory than there is room for: what was asked for is large, and so is what others asked for. */
export class Busy extends ApiError {
  protected readonly kind = 'unavailable';
  override readonly headers = { 'Retry-After': '5' };

  constructor() {
    super('Too many large requests and answers are being worked on; try again in 5 s');
  }
}

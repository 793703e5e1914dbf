import { SetMetadata } from '@nestjs/common';
import { ApiProperty, ApiResponse, ApiSchema } from '@nestjs/swagger';
import { type Access, ACCESS } from '../access/access.js';
import { TAKES_BODY } from '../body/takes-body.js';
import type { Dialect } from '../dialect.js';
import { codeOf, type Fault, MAX_FAULTS, MAX_MESSAGE, MAX_PATH, SCHEMES } from '../errors/errors.js';
import { EXAMPLE_IDS } from './example-ids.js';

@ApiSchema({ name: 'Fault' })
export class FaultDto {
  @ApiProperty({
    maxLength: MAX_PATH + 1,
    description:
      "Where the fault is: a property's path such as `attributes[0].text`, or a parameter's name; empty for the whole",
  })
  path!: string;

  @ApiProperty({ maxLength: MAX_MESSAGE + 1, description: 'What is expected there, in English, for people' })
  message!: string;
}

/** What every error of the brand API looks like. */
@ApiSchema({ name: 'ApiError' })
export class ErrorDto {
  @ApiProperty({ maxLength: 64, description: 'The kind of error; stable, for programs to branch on' })
  code!: string;

  @ApiProperty({ maxLength: 8192, description: 'What happened, in English, for people' })
  message!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status, again' })
  http!: number;

  @ApiProperty({
    type: [FaultDto],
    required: false,
    maxItems: MAX_FAULTS,
    description:
      'With `Validation` only: one entry per value at fault; where there are more, the last says how many',
  })
  details?: FaultDto[];
}

/** What every error of the configuration API looks like. */
@ApiSchema({ name: 'ConfigurationError' })
class ConfigurationErrorDto {
  @ApiProperty({ maxLength: 8192, description: 'What happened, in English; names the field at fault' })
  message!: string;

  @ApiProperty({ maxLength: 64, description: 'The kind of error; stable, for programs to branch on' })
  code!: string;
}

interface DocumentedError {
  readonly description: string;
  readonly message: string;
}

/** What each status means, and what an example of it says unless the operation declares better. */
const ERRORS: Readonly<Record<number, DocumentedError>> = {
  400: { description: 'An id, a parameter or the body is not what it has to be', message: '' },
  401: {
    description: 'The token is missing, unknown, expired or revoked',
    message: 'The token is unknown, expired or revoked',
  },
  403: {
    description: 'The token is good, but has no role in the brand or in one above it',
    message: `The token has no role in brand ${EXAMPLE_IDS.brand}`,
  },
  404: {
    description: 'There is no such entity, or it is none of yours',
    message: `Brand ${EXAMPLE_IDS.brand} not found`,
  },
  409: { description: 'Somebody else holds it, or it was done already', message: 'It is taken' },
  412: {
    description: 'It has changed since the version that `If-Match` names',
    message: 'It has another version than If-Match names',
  },
  413: { description: 'The body is larger than this service accepts', message: 'The body is too large' },
  415: {
    description: 'The charset or the compression of the body is not one that this service reads',
    message: 'The charset utf-16 is not supported',
  },
  429: {
    description: 'Too many requests in a short time',
    message: 'Too many requests; try again in 12 s',
  },
  500: {
    description: 'A fault of this service; the log tells more, under the `X-Request-Id` of the answer',
    message: 'Something went wrong on our side',
  },
  503: {
    description: 'The database cannot be reached at the moment',
    message: 'The database cannot be reached at the moment',
  },
};

/** What an operation says of its own errors: what is wrong in an example of a 400, and the messages of others. */
export interface DeclaredErrors {
  readonly 400?: Fault;
  readonly 401?: string;
  readonly 403?: string;
  readonly 404?: string;
  readonly 409?: string;
  readonly 412?: string;
}

const DECLARED_ERRORS = Symbol('declared errors');

export const declareErrors = (errors: DeclaredErrors): MethodDecorator =>
  SetMetadata(DECLARED_ERRORS, errors);

const IDEMPOTENT = Symbol('idempotent');

/** Marks an operation that takes an `Idempotency-Key`. */
export const declareIdempotent: MethodDecorator = SetMetadata(IDEMPOTENT, true);

const REUSED = 'Idempotency-Key 7c1f was sent with another body';

/** How the errors of an operation differ from others, by a standard that it follows. */
interface ErrorShape {
  readonly type: new () => object;
  /** What stands in an example beside what every error has. */
  readonly beside: (status: number, message: string) => object;
  /** What `WWW-Authenticate` names. */
  readonly scheme: string;
}

const ERROR_SHAPE = Symbol('error shape');

export const ErrorsShaped = (shape: ErrorShape): MethodDecorator => SetMetadata(ERROR_SHAPE, shape);

const BY_ACCESS: Readonly<Record<Access, readonly number[]>> = {
  public: [],
  bearer: [401, 403, 404],
  'portal-token': [401, 404],
};

/** Documents every error that the operations of `controller` can answer with, in the shape of their dialect. */
export function documentErrors(controller: object, dialect: Dialect): void {
  const prototype = (controller as { prototype: object }).prototype;
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const handler: unknown = descriptor.value;
    if (typeof handler !== 'function') continue;
    const access = Reflect.getMetadata(ACCESS, handler) as Access | undefined;
    if (access === undefined) continue;
    const isIdempotent = Reflect.hasMetadata(IDEMPOTENT, handler);
    const declared: DeclaredErrors = {
      ...(isIdempotent && { 409: REUSED }),
      ...(Reflect.getMetadata(DECLARED_ERRORS, handler) as DeclaredErrors | undefined),
    };
    const takesBody = Reflect.hasMetadata(TAKES_BODY, prototype, name);
    for (const status of statusesOf(access, declared, takesBody, dialect)) {
      const shape = Reflect.getMetadata(ERROR_SHAPE, handler) as ErrorShape | undefined;
      ApiResponse(documented(status, access, declared, dialect, shape))(prototype, name, descriptor);
    }
  }
}

function statusesOf(access: Access, declared: DeclaredErrors, takesBody: boolean, dialect: Dialect): number[] {
  const ofBody = dialect === 'brand' ? [413, 415] : [413];
  const statuses = [
    400,
    ...BY_ACCESS[access],
    ...Object.keys(declared).map(Number),
    ...(takesBody ? ofBody : []),
    ...[429, 500, 503],
  ];
  return [...new Set(statuses)].sort((one, other) => one - other);
}

const RETRY_AFTER = {
  'Retry-After': {
    description: 'When to try again; seconds from now',
    schema: { type: 'integer', minimum: 1, example: 1 },
  },
} as const;

const challenge = (scheme: string) => ({
  'WWW-Authenticate': {
    description: 'The scheme of the credential that this operation takes',
    schema: { type: 'string', enum: [scheme], example: scheme },
  },
});

function headersOf(status: number, access: Access, scheme?: string) {
  if (status === 401)
    return challenge(scheme ?? (access === 'portal-token' ? SCHEMES.portalToken : SCHEMES.bearer));
  return status === 429 || status === 503 ? RETRY_AFTER : undefined;
}

function documented(
  status: number,
  access: Access,
  declared: DeclaredErrors,
  dialect: Dialect,
  shape?: ErrorShape,
) {
  const { description, message } = ERRORS[status] as DocumentedError;
  const fault = status === 400 ? (declared[400] ?? idFault(access)) : undefined;
  const said = fault ? `${fault.path} ${fault.message}` : (declared[status as 404] ?? message);
  const code = codeOf(status, dialect);
  const example =
    dialect === 'brand'
      ? { code, message: said, http: status, ...(fault && { details: [fault] }) }
      : { message: said, code };
  return {
    status,
    description,
    type: shape?.type ?? (dialect === 'brand' ? ErrorDto : ConfigurationErrorDto),
    example: { ...shape?.beside(status, said), ...example },
    headers: headersOf(status, access, shape?.scheme),
  };
}

/** Whatever an operation takes, the id that its credential is checked with can be no uuid. */
const idFault = (access: Access): Fault => ({
  path: access === 'portal-token' ? 'id' : 'X-RECHAT-BRAND',
  message: 'must be a uuid',
});

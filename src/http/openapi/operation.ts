import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import {
  ApiExtension,
  ApiExtraModels,
  ApiProperty,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';

/** Where an operation keeps its heading until the document is finished: the compiler plugin blanks summaries. */
export const HEADING = 'x-heading';

/** The heading of an operation in the documentation. */
export const Heading = (summary: string): MethodDecorator => ApiExtension(HEADING, summary);

/** Errors that an operation can answer with, beside those that follow from its access. */
export type DocumentedStatus = 404 | 409 | 412 | 413;

export interface OperationOptions {
  /** The heading in the documentation. */
  readonly summary: string;
  /** What the answer's `data` is: one entity, or `[Entity]` for all of them at once. */
  readonly returns?: Type | readonly [Type];
  /** What a page consists of, for an endpoint that paginates. */
  readonly pages?: Type;
  /** Whether entries that were left out are listed in `info.errors`. */
  readonly reportsRefused?: boolean;
  /** A full example of the answer's `data`. */
  readonly example?: unknown;
  readonly errors?: readonly DocumentedStatus[];
  /** What may be asked for by `associations=`. */
  readonly associations?: readonly string[];
}

class FaultDto {
  @ApiProperty({
    maxLength: 4096,
    description:
      "Where the fault is: a property's path such as `attributes[0].text`, or a parameter's name; empty for the whole",
  })
  path!: string;

  @ApiProperty({ maxLength: 4096, description: 'What is wrong there, in English, for people' })
  message!: string;
}

/** What every error of the brand API looks like. */
export class ErrorDto {
  @ApiProperty({
    maxLength: 64,
    example: 'ResourceNotFound',
    description: 'The kind of error; stable, for programs to branch on',
  })
  code!: string;

  @ApiProperty({
    maxLength: 65536,
    example: 'Portal not found',
    description: 'What happened, in English, for people',
  })
  message!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 400,
    maximum: 599,
    example: 404,
    description: 'The HTTP status, again',
  })
  http!: number;

  @ApiProperty({
    type: [FaultDto],
    required: false,
    maxItems: 10_000,
    description: 'With `Validation` only: one entry per fault',
  })
  details?: FaultDto[];
}

class InfoDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Entities in `data`' })
  count!: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'Matches across all pages where the endpoint paginates; 0 where it does not',
  })
  total!: number;
}

class RefusalDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Position among the entries sent, from 0' })
  index!: number;

  @ApiProperty({ maxLength: 65536, description: 'Why it was left out, in English, for people' })
  message!: string;

  @ApiProperty({ type: [FaultDto], maxItems: 10_000, description: 'One entry per fault' })
  details!: FaultDto[];
}

class BatchInfoDto extends InfoDto {
  @ApiProperty({
    type: [RefusalDto],
    required: false,
    maxItems: 10_000,
    description: 'The entries that were left out; only where leaving out was asked for',
  })
  errors?: RefusalDto[];
}

const ERRORS: Record<number, [code: string, message: string]> = {
  400: ['Validation', 'hostname is not a hostname'],
  401: ['Unauthorized', 'The bearer token is unknown, expired or revoked'],
  403: ['Forbidden', 'The token has no role in brand 4c3970ea-d648-4b25-baa8-8f7af73f318c'],
  404: ['ResourceNotFound', 'Portal for brand 4c3970ea-d648-4b25-baa8-8f7af73f318c not found'],
  409: ['Conflict', 'portal-testhost belongs to another portal'],
  412: ['PreconditionFailed', 'The portal has changed meanwhile'],
  413: ['PayloadTooLarge', 'The body is too large'],
  415: ['UnsupportedMediaType', 'The charset utf-16 is not supported'],
  429: ['TooManyRequests', 'Too many requests; try again in 12 s'],
  500: ['Internal', 'Something went wrong on our side'],
  503: ['Unavailable', 'The database cannot be reached at the moment'],
};

const DESCRIPTIONS: Record<number, string> = {
  400: 'An id, a parameter or the body is not what it has to be',
  401: 'The token is missing, unknown, expired or revoked',
  403: 'The token is good, but has no role in the brand or in one above it',
  404: 'There is no such entity, or it is none of yours',
  409: 'Somebody else holds it',
  412: 'It has changed since the version that `If-Match` names',
  413: 'The body is larger than this service accepts',
  415: 'The charset or the compression of the body is not one that this service reads',
  429: 'Too many requests in a short time',
  500: 'A fault of this service; the log tells more, under the `X-Request-Id` of the answer',
  503: 'The database cannot be reached at the moment',
};

const RETRY_AFTER = {
  'Retry-After': {
    description: 'When to try again; seconds from now',
    schema: { type: 'integer', minimum: 1, example: 1 },
  },
} as const;

/** Documents answers with an error of the brand API. */
export function ErrorResponses(...statuses: readonly number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ErrorDto),
    ...statuses.map((status) => {
      const [code, message] = ERRORS[status] as [string, string];
      const details = status === 400 ? { details: [{ path: 'hostname', message: 'is not a hostname' }] } : {};
      return ApiResponse({
        status,
        description: DESCRIPTIONS[status] as string,
        ...(status === 429 || status === 503 ? { headers: RETRY_AFTER } : {}),
        content: {
          'application/json': {
            schema: { $ref: getSchemaPath(ErrorDto) },
            example: { code, message, http: status, ...details },
          },
        },
      });
    }),
  );
}

/**
 * Declares an operation of the brand API: its heading, its status (200; 204 where nothing is returned), and its
 * answer inside the same envelope that the interceptor makes.
 */
export function Operation(options: OperationOptions): MethodDecorator {
  const { summary, associations = [], errors = [] } = options;
  return applyDecorators(
    HttpCode(options.returns || options.pages ? 200 : 204),
    Heading(summary),
    ...(associations.length > 0 ? [associationsQuery(associations)] : []),
    ...(options.pages ? [ApiQuery(START), ApiQuery(LIMIT)] : []),
    answer(options),
    ErrorResponses(...new Set([400, ...errors, ...(errors.includes(413) ? [415] : []), 429, 500, 503])),
  );
}

const START = {
  name: 'start',
  required: false,
  description: 'How many entities to skip',
  schema: { type: 'integer', minimum: 0, maximum: 1_000_000_000, default: 0 },
} as const;

const LIMIT = {
  name: 'limit',
  required: false,
  description: 'How many entities to answer with at most',
  schema: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
} as const;

function associationsQuery(names: readonly string[]): MethodDecorator {
  return ApiQuery({
    name: 'associations',
    required: false,
    style: 'form',
    explode: false,
    description:
      'What to answer with as objects, separated by commas; may also be repeated, or spelt `associations[]`',
    schema: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 64, enum: [...names] } },
    example: [names[0]],
  });
}

function answer({ returns, pages, example, reportsRefused }: OperationOptions): MethodDecorator {
  if (!returns && !pages) return ApiResponse({ status: 204, description: 'Done; the body is empty' });
  const listed = pages ?? (Array.isArray(returns) ? (returns[0] as Type) : undefined);
  const entity = listed ?? (returns as Type);
  const data = listed
    ? { type: 'array', maxItems: pages ? 100 : 10_000, items: ref(listed), description: 'The entities' }
    : { allOf: [ref(entity)], description: 'The entity' };
  const infoType = reportsRefused ? BatchInfoDto : InfoDto;
  const info = listed ? { info: { allOf: [ref(infoType)], description: 'Counts' } } : {};
  return applyDecorators(
    ApiExtraModels(entity, infoType),
    ApiResponse({
      status: 200,
      description: 'Done',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: listed ? ['code', 'data', 'info'] : ['code', 'data'],
            properties: {
              code: { type: 'string', enum: ['OK'], description: 'Says that it worked' },
              data,
              ...info,
            },
          } as never,
          ...(example === undefined
            ? {}
            : { example: envelopedExample(example, listed !== undefined, !!pages) }),
        },
      },
    }),
  );
}

function envelopedExample(data: unknown, listed: boolean, paged: boolean): object {
  const count = Array.isArray(data) ? data.length : 0;
  return { code: 'OK', data, ...(listed ? { info: { count, total: paged ? count : 0 } } : {}) };
}

const ref = (type: Type) => ({ $ref: getSchemaPath(type) });

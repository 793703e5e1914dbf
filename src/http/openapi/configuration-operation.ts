import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type DocumentedStatus, ErrorResponses, Heading } from './operation.js';

export interface ConfigurationOperationOptions {
  /** The heading in the documentation. */
  readonly summary: string;
  readonly returns: Type;
  readonly example: unknown;
  readonly errors?: readonly DocumentedStatus[];
  /** The answer carries an `ETag`. */
  readonly tagged?: boolean;
  /** Takes `If-None-Match`, or `If-Match`. */
  readonly condition?: 'If-None-Match' | 'If-Match';
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** What each line of a stream is, for a list; and what it can be filtered by, beside `meta`. */
  readonly streams?: Type;
  readonly filters?: readonly 'blueprintId'[];
}

/** Declares an operation of the configuration API: its heading, its answer, and 200 for every success. */
export function ConfigurationOperation(options: ConfigurationOperationOptions): MethodDecorator {
  const { condition, idempotent = false, streams, filters = [] } = options;
  const errors = [400, ...(options.errors ?? []), ...(condition === 'If-Match' ? [412] : []), 429, 500, 503];
  return applyDecorators(
    HttpCode(200),
    Heading(options.summary),
    ...(condition ? [ApiHeader(CONDITIONS[condition])] : []),
    ...(idempotent ? [ApiHeader(IDEMPOTENCY_KEY)] : []),
    ...(streams ? [...LISTING.map((query) => ApiQuery(query))] : []),
    ...filters.map(() => ApiQuery(BLUEPRINT_FILTER)),
    answer(options),
    ...(condition === 'If-None-Match' ? [ApiResponse(NOT_MODIFIED)] : []),
    ErrorResponses(...new Set(errors)),
  );
}

const HEADER = { type: 'string', maxLength: 255 } as const;

const CONDITIONS = {
  'If-Match': {
    name: 'If-Match',
    required: false,
    description: 'An `ETag`: changes nothing and answers 412 unless that is the version',
    schema: HEADER,
  },
  'If-None-Match': {
    name: 'If-None-Match',
    required: false,
    description: 'An `ETag`: answers 304 if that still is the version',
    schema: HEADER,
  },
} as const;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'Any string, new for each creation: repeating the request with it answers the first result for 24 hours',
  schema: HEADER,
} as const;

const NOT_MODIFIED = { status: 304, description: 'The client has this version; the body is empty' } as const;

const LISTING = [
  {
    name: 'cursor',
    required: false,
    description: 'The `cursor` of the page before, or any id: the list goes on after it',
    schema: { type: 'string', maxLength: 36 },
  },
  {
    name: 'order',
    required: false,
    description: 'Newest or oldest first',
    schema: { type: 'string', enum: ['desc', 'asc'], default: 'desc' },
  },
  {
    name: 'take',
    required: false,
    description: 'How many items a page has at most, up to 100; of a stream, how many there are in all',
    schema: { type: 'integer', minimum: 1, maximum: 9_007_199_254_740_991, default: 100 },
  },
  {
    name: 'meta',
    required: false,
    style: 'deepObject',
    explode: true,
    description:
      'What members of `meta` have to be: `meta[team]=ops`, or `meta.team=ops`. Dots nest; several all have to hold. A number, true or false matches the value and its text.',
    schema: { type: 'object', additionalProperties: { type: 'string', maxLength: 1024 }, maxProperties: 20 },
  },
] as const;

const BLUEPRINT_FILTER = {
  name: 'blueprintId',
  required: false,
  description: 'Only those of this blueprint; uuid',
  schema: { type: 'string', format: 'uuid' },
} as const;

const TAG = { ETag: { description: 'The version, for `If-Match`', schema: HEADER } };

function answer({ returns, example, streams, tagged }: ConfigurationOperationOptions): MethodDecorator {
  const line = streams && { schema: { $ref: getSchemaPath(streams) } };
  return applyDecorators(
    ApiExtraModels(returns, ...(streams ? [streams] : [])),
    ApiResponse({
      status: 200,
      description: 'Done',
      ...(tagged ? { headers: TAG } : {}),
      content: {
        'application/json': { schema: { $ref: getSchemaPath(returns) }, example },
        ...(line ? { 'application/jsonl': line, 'text/event-stream': line } : {}),
      },
    }),
  );
}

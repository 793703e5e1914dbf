import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiHeader, ApiProperty, ApiResponse, ApiSchema } from '@nestjs/swagger';
import { type DeclaredErrors, declareErrors, FaultDto } from './errors.js';

/*
 * What the operations of the brand API answer with. Names that begin with `Api` and end in `Response` tell the compiler
 * plugin of Swagger that the answer is declared, so that it does not guess another one.
 */

interface Documented {
  /** A full example of the answer's `data`. */
  readonly example: unknown;
  readonly errors?: DeclaredErrors;
}

@ApiSchema({ name: 'Info' })
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

@ApiSchema({ name: 'Refusal' })
class RefusalDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Position among the entries sent, from 0' })
  index!: number;

  @ApiProperty({ maxLength: 65536, description: 'Why it was left out, in English, for people' })
  message!: string;

  @ApiProperty({ type: [FaultDto], maxItems: 10_000, description: 'One entry per fault' })
  details!: FaultDto[];
}

@ApiSchema({ name: 'BatchInfo' })
class BatchInfoDto extends InfoDto {
  @ApiProperty({
    type: [RefusalDto],
    required: false,
    maxItems: 10_000,
    description: 'The entries that were left out; only where leaving out was asked for',
  })
  errors?: RefusalDto[];
}

/** One entity. */
export const ApiEntityResponse = (type: Type, { example, errors }: Documented): MethodDecorator =>
  answer(envelopeOf(type, 'Response', {}), { code: 'OK', data: example }, errors);

/** All that there is, at once. */
export const ApiListResponse = (type: Type, { example, errors }: Documented): MethodDecorator =>
  answer(envelopeOf(type, 'ListResponse', { maxItems: 10_000, info: InfoDto }), listed(example, 0), errors);

/** One page of what there is. */
export const ApiPageResponse = (type: Type, { example, errors }: Documented): MethodDecorator =>
  answer(
    envelopeOf(type, 'PageResponse', { maxItems: 100, info: InfoDto }),
    listed(example, (example as unknown[]).length),
    errors,
  );

/** What came of entries that were sent together. */
export const ApiBatchResponse = (type: Type, { example, errors }: Documented): MethodDecorator =>
  answer(envelopeOf(type, 'BatchResponse', { maxItems: 500, info: BatchInfoDto }), listed(example, 0), errors);

const listed = (data: unknown, total: number): object => ({
  code: 'OK',
  data,
  info: { count: (data as unknown[]).length, total },
});

/** The class of an envelope around `type`: generated clients want a name for it. */
function envelopeOf(
  type: Type,
  suffix: string,
  { maxItems, info }: { maxItems?: number; info?: Type },
): Type {
  @ApiSchema({ name: type.name.replace(/Dto$/, '') + suffix })
  class Envelope {
    @ApiProperty({ type: 'string', enum: ['OK'], description: 'Says that it worked' })
    code!: 'OK';
  }
  const data =
    maxItems === undefined
      ? ApiProperty({ type, description: 'The entity' })
      : ApiProperty({ type: [type], maxItems, description: 'The entities' });
  data(Envelope.prototype, 'data');
  if (info) ApiProperty({ type: info, description: 'Counts' })(Envelope.prototype, 'info');
  return Envelope;
}

const answer = (type: Type, example: object, errors: DeclaredErrors = {}): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, description: 'Done', type, example }),
    declareErrors(errors),
  );

/** Nothing: it is done. */
export const ApiEmptyResponse = (errors: DeclaredErrors = {}): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    ApiResponse({ status: 204, description: 'Done; the body is empty' }),
    declareErrors(errors),
  );

interface ResourceDocumented extends Documented {
  /** The answer carries an `ETag`. */
  readonly tagged?: boolean;
  /** The answer is a 304 for a client that has this version. */
  readonly conditional?: boolean;
}

const ETAG = {
  ETag: { description: 'The version, for `If-Match`', schema: { type: 'string', maxLength: 255 } },
} as const;

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  required: false,
  description: 'An `ETag`: answers 304 if that still is the version',
  schema: { type: 'string', maxLength: 255 },
} as const;

/** What an operation of the configuration API answers with: no envelope. Every success is 200. */
export const ApiResourceResponse = (
  type: Type,
  { example, errors = {}, tagged = false, conditional = false }: ResourceDocumented,
): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, description: 'Done', type, example, ...(tagged && { headers: ETAG }) }),
    ...(conditional
      ? [
          ApiHeader(IF_NONE_MATCH),
          ApiResponse({ status: 304, description: 'The client has this version; the body is empty' }),
        ]
      : []),
    declareErrors(errors),
  );

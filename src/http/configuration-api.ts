import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  StreamableFile,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { ErrorResponses } from './operation.js';
import { stringify } from './raw-json.js';

/** What every error of the configuration API looks like. */
export class ConfigurationErrorDto {
  @ApiProperty({ maxLength: 65536, description: 'What happened, in English; names the field at fault' })
  message!: string;

  @ApiProperty({ maxLength: 64, description: 'The kind of error; stable, for programs to branch on' })
  code!: string;
}

/** What handlers return goes out as it is, with raw JSON in its place; streams are left alone. */
@Injectable()
class PlainInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (value === undefined || value instanceof StreamableFile) return value;
        response.type('application/json');
        return stringify(value);
      }),
    );
  }
}

/** A controller of the configuration API: no envelope. Errors take their shape from the path. */
export const ConfigurationApi = (): ClassDecorator =>
  applyDecorators(UseInterceptors(PlainInterceptor), ApiExtraModels(ConfigurationErrorDto));

export interface ConfigurationOperationOptions {
  /** The heading in the documentation. */
  readonly summary: string;
  readonly returns: Type;
  readonly example: unknown;
  readonly errors?: readonly (404 | 409 | 412 | 413)[];
  /** The answer carries an `ETag`; `conditional`: and can be 304. */
  readonly tagged?: boolean;
  readonly conditional?: boolean;
  /** What each line of a stream is, for an operation that can stream. */
  readonly streams?: Type;
}

/** Declares an operation of the configuration API: its heading, its answer, and 200 for every success. */
export function ConfigurationOperation(options: ConfigurationOperationOptions): MethodDecorator {
  const { summary, errors = [], conditional = false } = options;
  return applyDecorators(
    HttpCode(200),
    ApiOperation({ summary }),
    answer(options),
    ...(conditional
      ? [ApiResponse({ status: 304, description: 'The client has this version; the body is empty' })]
      : []),
    ErrorResponses(...new Set([400, ...errors, 429, 500, 503])),
  );
}

const TAG = { ETag: { description: 'The version; for `If-Match`', schema: { type: 'string', maxLength: 64 } } };

function answer({ returns, example, streams, tagged }: ConfigurationOperationOptions): MethodDecorator {
  const lines = streams && { schema: { $ref: getSchemaPath(streams) } };
  return applyDecorators(
    ApiExtraModels(returns, ...(streams ? [streams] : [])),
    ApiResponse({
      status: 200,
      description: 'Done',
      ...(tagged ? { headers: TAG as never } : {}),
      content: {
        'application/json': { schema: { $ref: getSchemaPath(returns) }, example },
        ...(lines ? { 'application/jsonl': lines, 'text/event-stream': lines } : {}),
      },
    }),
  );
}

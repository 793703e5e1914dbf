import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { stringify } from './raw-json.js';

/** What every error of the configuration API looks like. */
export class ConfigurationErrorDto {
  @ApiProperty({ maxLength: 65_536, description: 'What happened, in English; names the field at fault' })
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

/** A controller of the configuration API: no envelope. Its errors take their shape from the path. */
export const ConfigurationApi = (): ClassDecorator =>
  applyDecorators(UseInterceptors(PlainInterceptor), ApiExtraModels(ConfigurationErrorDto));

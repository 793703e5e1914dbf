import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Batch } from './batch.js';
import { Page } from './page.js';
import { stringify } from './raw-json.js';

/** `{code, data}` around what a handler of the brand API returns. The class of the value decides, never its shape. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (value === undefined) return undefined;
        response.type('application/json');
        return stringify(enveloped(value));
      }),
    );
  }
}

function enveloped(value: unknown): object {
  if (value instanceof Page) {
    return { code: 'OK', data: value.items, info: { count: value.items.length, total: value.total } };
  }
  if (value instanceof Batch) {
    return {
      code: 'OK',
      data: value.items,
      info: { count: value.items.length, total: 0, errors: value.refused },
    };
  }
  if (Array.isArray(value)) return { code: 'OK', data: value, info: { count: value.length, total: 0 } };
  return { code: 'OK', data: value };
}

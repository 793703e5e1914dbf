import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Injects the body as the text it was sent as, after it was found to be JSON that can be taken. */
export const Sent = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<Request>();
  const parsed: unknown = request.body; // throws what is wrong with it
  return parsed === undefined ? '' : (request.rawBody as Buffer).toString('utf8');
});

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Injects the body as the text it was sent as, after it was found to be JSON that can be taken. */
export const Sent = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<Request>();
  void request.body; // which throws what is wrong with it
  return (request.rawBody as Buffer).toString('utf8');
});

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { documentOperation } from '../openapi/document-operation.js';

/**
 * A decorator that injects what `read` finds in the request, and documents it: limits that are checked and limits that
 * are documented stand side by side.
 */
export const fromRequest = (
  read: (request: Request) => unknown,
  ...documentation: readonly MethodDecorator[]
): ParameterDecorator =>
  createParamDecorator(
    (_: unknown, context: ExecutionContext) => read(context.switchToHttp().getRequest<Request>()),
    [(target, key) => documentOperation(target, key, ...documentation)],
  )();

import { createParamDecorator, type ExecutionContext, type PipeTransform, type Type } from '@nestjs/common';
import type { Request } from 'express';
import { TAKES_BODY } from '../body/takes-body.js';
import { ValidationFailed } from '../errors/errors.js';
import { notedFaults, noteFaults } from '../errors/request-faults.js';
import { documentOperation } from '../openapi/document-operation.js';

/**
 * A decorator that injects what `read` finds in the request, and documents it: limits that are checked and limits that
 * are documented stand side by side. What is wrong with several parameters, and with the body, is told together.
 */
export const fromRequest = (
  read: (request: Request) => unknown,
  ...documentation: readonly MethodDecorator[]
): ParameterDecorator => injecting(read, documentation)();

/** The same of what a pipe, which may have services, makes of it. */
export const fromRequestThrough = (
  pipe: Type<PipeTransform>,
  read: (request: Request) => unknown,
  ...documentation: readonly MethodDecorator[]
): ParameterDecorator => injecting(read, documentation)(pipe);

const injecting = (read: (request: Request) => unknown, documentation: readonly MethodDecorator[]) =>
  createParamDecorator(
    (_: unknown, context: ExecutionContext) => {
      const request = context.switchToHttp().getRequest<Request>();
      try {
        return read(request);
      } catch (error) {
        if (!(error instanceof ValidationFailed)) throw error;
        noteFaults(request, error.faults);
        return takesBody(context) ? undefined : refuseOnceAllAreRead(request);
      }
    },
    [(target, key) => documentOperation(target, key, ...documentation)],
  );

/** Where there is a body, its pipe tells the faults of the parameters with those of the body. */
const takesBody = (context: ExecutionContext): boolean =>
  Reflect.hasMetadata(TAKES_BODY, context.getClass<object>().prototype as object, context.getHandler().name);

/** All parameters are read in one turn; this goes on in the next. */
async function refuseOnceAllAreRead(request: Request): Promise<never> {
  await Promise.resolve();
  throw new ValidationFailed(notedFaults(request));
}

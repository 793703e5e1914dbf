import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';

const NEVER_STORED = Symbol('never stored');

/** For routes whose answers carry a secret, or are meant for one visitor: no cache on the way may keep them. */
export const NeverStored = (): MethodDecorator => SetMetadata(NEVER_STORED, true);

/** Says so on every answer of these routes, refusals too: it is the first of the guards. */
@Injectable()
export class NeverStoredGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.get<true | undefined>(NEVER_STORED, context.getHandler())) {
      context.switchToHttp().getResponse<Response>().setHeader('Cache-Control', 'no-store');
    }
    return true;
  }
}

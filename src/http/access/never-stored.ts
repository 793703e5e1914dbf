import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import type { Response } from 'express';
import { perHandler } from './per-handler.js';

const NEVER_STORED = Symbol('never stored');

/** For routes whose answers carry a secret, or are meant for one visitor: no cache on the way may keep them. */
export const NeverStored = (): MethodDecorator => SetMetadata(NEVER_STORED, true);

const isNeverStored = perHandler((context) => Reflect.hasMetadata(NEVER_STORED, context.getHandler()));

/** Says so on every answer of these routes, refusals too: it is the first of the guards. */
@Injectable()
export class NeverStoredGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (isNeverStored(context)) {
      context.switchToHttp().getResponse<Response>().setHeader('Cache-Control', 'no-store');
    }
    return true;
  }
}

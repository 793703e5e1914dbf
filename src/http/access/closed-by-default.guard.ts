import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Unauthorized } from '../errors/errors.js';
import { accessOf } from './access.js';

/** Closes whatever declares no access. */
@Injectable()
export class ClosedByDefaultGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (accessOf(context) === undefined) throw new Unauthorized('This route is closed');
    return true;
  }
}

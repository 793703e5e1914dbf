import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import { Unauthorized } from '../errors/errors.js';
import { ErrorResponses } from '../openapi/operation.js';

/** How a route is entered. Every handler declares one; a route that declares none is closed. */
export type Access = 'public' | 'bearer' | 'portal-token';

export const ACCESS = Symbol('access');

/** Names of the two security schemes of the OpenAPI document. */
export const BEARER_SCHEME = 'bearer';
export const PORTAL_TOKEN_SCHEME = 'portal-token';

/** Anybody may call it. */
export const Public = () => applyDecorators(SetMetadata(ACCESS, 'public' satisfies Access), ApiSecurity({}));

/** Needs `Authorization: Bearer`, of a user with a role in the acting brand or above it. */
export const Bearer = () =>
  applyDecorators(
    SetMetadata(ACCESS, 'bearer' satisfies Access),
    ApiBearerAuth(BEARER_SCHEME),
    ErrorResponses(401, 403),
  );

/** Needs `X-RECHAT-PORTAL-TOKEN`, of the portal whose id is in the path. */
export const PortalToken = () =>
  applyDecorators(
    SetMetadata(ACCESS, 'portal-token' satisfies Access),
    ApiSecurity(PORTAL_TOKEN_SCHEME),
    ErrorResponses(401, 404),
  );

export const accessOf = (reflector: Reflector, context: ExecutionContext): Access | undefined =>
  reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);

/** Whom a bearer token acts for, and in which brand. */
export interface Caller {
  readonly userId: string;
  /** The brand that the token was made for. */
  readonly homeBrandId: string;
  /** The brand of the path, else of `X-RECHAT-BRAND`, else the token's own. */
  readonly brandId: string;
}

/** The portal whose token was presented. */
export interface CallingPortal {
  readonly id: string;
  readonly brandId: string;
  readonly tokenHash: Buffer;
}

declare module 'express-serve-static-core' {
  interface Request {
    caller?: Caller;
    callingPortal?: CallingPortal;
  }
}

/** Injects the {@link Caller} of a `@Bearer()` route. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<Request>();
  if (!caller) throw new Error('This route is not declared @Bearer()');
  return caller;
});

/** Injects the {@link CallingPortal} of a `@PortalToken()` route. */
export const CurrentPortal = createParamDecorator((_: unknown, context: ExecutionContext): CallingPortal => {
  const { callingPortal } = context.switchToHttp().getRequest<Request>();
  if (!callingPortal) throw new Error('This route is not declared @PortalToken()');
  return callingPortal;
});

/** Closes whatever declares no access. */
@Injectable()
export class ClosedByDefaultGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (accessOf(this.reflector, context) === undefined) throw new Unauthorized('This route is closed');
    return true;
  }
}

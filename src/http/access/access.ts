import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiHeader, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import { EXAMPLE_IDS } from '../openapi/example-ids.js';
import { documentedUuid } from '../parameters/path.js';
import { NeverStored } from './never-stored.js';
import { perHandler } from './per-handler.js';

/** How a route is entered. Every handler declares one; a route that declares none is closed. */
export type Access = 'public' | 'bearer' | 'portal-token';

export const ACCESS = Symbol('access');

/** Names of the two security schemes of the OpenAPI document. */
export const BEARER_SCHEME = 'bearer';
export const PORTAL_TOKEN_SCHEME = 'portal-token';

const declare = (access: Access, ...documentation: MethodDecorator[]) =>
  applyDecorators(SetMetadata(ACCESS, access), ...documentation) as MethodDecorator & ClassDecorator;

/** Anybody may call it. */
export const Public = () => declare('public', ApiSecurity({}));

/**
 * Needs `Authorization: Bearer`, of a user with a role in the acting brand or above it. That is the brand of
 * `X-RECHAT-BRAND`, else the token's own.
 */
export const Bearer = () =>
  declare(
    'bearer',
    ApiBearerAuth(BEARER_SCHEME),
    ApiHeader({
      name: 'X-RECHAT-BRAND',
      required: false,
      description: "Id of the brand to act in; without it, the token's own brand acts",
      schema: { type: 'string', format: 'uuid', example: EXAMPLE_IDS.brand },
    }),
  );

const OF_USER = Symbol('of user');

/** The same where it is the user who matters: it lets a token in whose own brand is gone, if none is named. */
export const BearerOfUser = () =>
  applyDecorators(Bearer(), SetMetadata(OF_USER, true)) as MethodDecorator & ClassDecorator;

/** The same where the acting brand is the `:brand` of the path. @param example its id in the documentation */
export const BearerOfBrand = (example: string = EXAMPLE_IDS.brand) =>
  declare(
    'bearer',
    ApiBearerAuth(BEARER_SCHEME),
    documentedUuid('brand', { description: 'Id of the brand', example }),
  );

/** Needs `X-RECHAT-PORTAL-TOKEN`, of the portal that is the `:id` of the path. Answers are for one visitor. */
export const PortalToken = () =>
  declare(
    'portal-token',
    NeverStored(),
    ApiSecurity(PORTAL_TOKEN_SCHEME),
    documentedUuid('id', { description: 'Id of the portal', example: EXAMPLE_IDS.portal }),
  );

const reflector = new Reflector();

/** What a handler declares, or else its class. */
export const accessOf = perHandler((context) =>
  reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]),
);

export const isOfUser = perHandler(
  (context) => reflector.get<true | undefined>(OF_USER, context.getHandler()) === true,
);

/** Whom a bearer token acts for, and in which brand. */
export interface Caller {
  readonly userId: string;
  /** The brand that the token was made for. */
  readonly homeBrandId: string;
  /** The brand of the path, else of `X-RECHAT-BRAND`, else the token's own. */
  readonly brandId: string;
  /** The acting brand was named, by path or header. */
  readonly hasNamedBrand: boolean;
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

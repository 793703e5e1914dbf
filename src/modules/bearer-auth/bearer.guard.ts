import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';
import { accessOf, type Caller } from '../../http/access/access.js';
import { Forbidden, NotFound, Unauthorized, ValidationFailed } from '../../http/errors/errors.js';
import { SecretKeys } from './secret-keys.service.js';

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;

/** Lets a bearer token into the routes that declare `@Bearer()`, and says which brand it acts in. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: SecretKeys,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (accessOf(this.reflector, context) !== 'bearer') return true;
    const request = context.switchToHttp().getRequest<Request>();
    return this.authenticate(request).then((caller) => {
      request.caller = caller;
      return true;
    });
  }

  private async authenticate(request: Request): Promise<Caller> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined)
      throw new Unauthorized('A bearer token is needed: Authorization: Bearer <token>');
    const acting = actingBrand(request);
    const wellFormed = acting === undefined || isUuid(acting.id);
    const found = await this.keys.find(token, wellFormed ? acting?.id : undefined);
    if (!found) throw new Unauthorized('The bearer token is unknown, expired or revoked');
    if (acting && !wellFormed) throw ValidationFailed.at(acting.source, 'must be a uuid');
    if (!found.actingBrandExists) throw NotFound.of('Brand', acting?.id ?? found.brandId);
    if (!found.hasRole) throw new Forbidden(`The token has no role in brand ${found.actingBrandId}`);
    return { userId: found.userId, homeBrandId: found.brandId, brandId: found.actingBrandId };
  }
}

function actingBrand(request: Request): { id: string; source: string } | undefined {
  const inPath = request.params['brand'];
  if (typeof inPath === 'string') return { id: inPath, source: 'brand' };
  const inHeader = request.headers['x-rechat-brand'];
  return inHeader === undefined ? undefined : { id: String(inHeader), source: 'X-RECHAT-BRAND' };
}

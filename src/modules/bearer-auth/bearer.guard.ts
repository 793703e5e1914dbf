import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';
import { accessOf, type Caller, isOfUser } from '../../http/access/access.js';
import { credentialsOf } from '../../http/access/credentials.js';
import { ProvenCredentials } from '../../http/access/proven-credentials.js';
import { Forbidden, NotFound, Unauthorized, ValidationFailed } from '../../http/errors/errors.js';
import { isAccessToken } from '../../secrets/secrets.js';
import { AccessTokens } from './access-tokens.service.js';
import type { FoundBearer } from './acting-brand.js';
import { SecretKeys } from './secret-keys.service.js';

/** Lets a bearer token into the routes that declare `@Bearer()`, and says which brand it acts in. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly keys: SecretKeys,
    private readonly tokens: AccessTokens,
    private readonly proven: ProvenCredentials,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (accessOf(context) !== 'bearer') return true;
    const request = context.switchToHttp().getRequest<Request>();
    return this.authenticate(request, isOfUser(context)).then((caller) => {
      request.caller = caller;
      return true;
    });
  }

  private async authenticate(request: Request, isOfUser: boolean): Promise<Caller> {
    const acting = actingBrand(request);
    const wellFormed = acting === undefined || isUuid(acting.id);
    const found = await this.find(request, wellFormed ? acting?.id : undefined);
    if (acting && !wellFormed) throw ValidationFailed.at(acting.source, 'must be a uuid');
    const needsBrand = acting !== undefined || !isOfUser;
    if (needsBrand && !found.actingBrandExists) throw NotFound.of('Brand', acting?.id ?? found.brandId);
    if (needsBrand && !found.hasRole)
      throw new Forbidden(`The token has no role in brand ${found.actingBrandId}`);
    return {
      userId: found.userId,
      homeBrandId: found.brandId,
      brandId: found.actingBrandId,
      hasNamedBrand: acting !== undefined,
    };
  }

  private async find(request: Request, actingBrandId?: string): Promise<FoundBearer> {
    const { bearer } = credentialsOf(request);
    if (!bearer) throw new Unauthorized('A bearer token is needed: Authorization: Bearer <token>');
    const known = isAccessToken(bearer.secret) ? this.tokens : this.keys;
    const found = await known.find(bearer, actingBrandId);
    if (!found) {
      this.proven.forget(bearer);
      throw new Unauthorized('The bearer token is unknown, expired or revoked');
    }
    this.proven.add(bearer);
    return found;
  }
}

function actingBrand(request: Request): { id: string; source: string } | undefined {
  const inPath = request.params['brand'];
  if (typeof inPath === 'string') return { id: inPath, source: 'brand' };
  const inHeader = request.headers['x-rechat-brand'];
  return inHeader === undefined ? undefined : { id: String(inHeader), source: 'X-RECHAT-BRAND' };
}

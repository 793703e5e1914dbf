import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';
import { accessOf, type CallingPortal } from '../../http/access/access.js';
import { NotFound, Unauthorized } from '../../http/errors/errors.js';
import { uuid } from '../../http/parameters/path.js';
import { sameHash, sha256 } from '../../secrets/secrets.js';
import { PortalDirectory } from '../portals/portal-directory.js';

/** Lets the token of the path's portal into the routes that declare `@PortalToken()`; a bearer does not help there. */
@Injectable()
export class PortalAuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly directory: PortalDirectory,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (accessOf(this.reflector, context) !== 'portal-token') return true;
    const request = context.switchToHttp().getRequest<Request>();
    return this.authenticate(request).then((portal) => {
      request.callingPortal = portal;
      return true;
    });
  }

  private async authenticate(request: Request): Promise<CallingPortal> {
    const token = request.headers['x-rechat-portal-token'];
    if (token === undefined)
      throw new Unauthorized('A portal token is needed: X-RECHAT-PORTAL-TOKEN: <token>');
    if (typeof token !== 'string' || !isUuid(token)) throw new Unauthorized('The portal token is malformed');
    const id = uuid(request.params['id'], 'id');
    const tokenHash = sha256(token.toLowerCase());
    let portal = await this.directory.byId(id);
    // another instance may just have issued the token
    if (portal && !isToken(portal, tokenHash)) portal = await this.directory.reload(id);
    if (!portal) throw NotFound.of('Portal', id);
    if (!isToken(portal, tokenHash)) throw new Unauthorized('The token is not the one of this portal');
    return { id, brandId: portal.brandId, tokenHash };
  }
}

const isToken = ({ tokenHash }: { tokenHash: Uint8Array | null }, hash: Buffer): boolean =>
  tokenHash !== null && sameHash(tokenHash, hash);

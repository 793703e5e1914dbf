import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { accessOf, type CallingPortal } from '../../http/access/access.js';
import { type Credential, credentialsOf } from '../../http/access/credentials.js';
import { ProvenCredentials } from '../../http/access/proven-credentials.js';
import { NotFound, PortalTokenNeeded } from '../../http/errors/errors.js';
import { uuid } from '../../http/parameters/path.js';
import { sameHash } from '../../secrets/secrets.js';
import { NotThisPortalsToken } from '../portals/portals.errors.js';
import { PortalDirectory } from '../portals/portal-directory.js';

/** Lets the token of the path's portal into the routes that declare `@PortalToken()`; a bearer does not help there. */
@Injectable()
export class PortalAuthGuard implements CanActivate {
  constructor(
    private readonly directory: PortalDirectory,
    private readonly proven: ProvenCredentials,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (accessOf(context) !== 'portal-token') return true;
    const request = context.switchToHttp().getRequest<Request>();
    return this.authenticate(request).then((portal) => {
      request.callingPortal = portal;
      return true;
    });
  }

  private async authenticate(request: Request): Promise<CallingPortal> {
    const sent = sentToken(request);
    const id = uuid(request.params['id'], 'id');
    let portal = await this.directory.byId(id);
    // another instance may just have issued the token
    if (portal && !isToken(portal, sent.hash)) portal = await this.directory.reload(id);
    if (!portal || !isToken(portal, sent.hash)) this.proven.forget(sent);
    if (!portal) throw NotFound.of('Portal', id);
    if (!isToken(portal, sent.hash)) throw new NotThisPortalsToken();
    this.proven.add(sent);
    return { id, brandId: portal.brandId, tokenHash: sent.hash };
  }
}

function sentToken(request: Request): Credential {
  const { portalToken } = credentialsOf(request);
  if (portalToken) return portalToken;
  const wasSent = request.headers['x-rechat-portal-token'] !== undefined;
  throw new PortalTokenNeeded(
    wasSent ? 'The portal token is malformed' : 'A portal token is needed: X-RECHAT-PORTAL-TOKEN: <token>',
  );
}

type FoundPortal = NonNullable<Awaited<ReturnType<PortalDirectory['byId']>>>;

/** By this machine's clock: the statement that follows decides by that of the database. */
function isToken({ tokenHash, formerTokenHash, formerTokenUntil }: FoundPortal, hash: Buffer): boolean {
  if (tokenHash !== null && sameHash(tokenHash, hash)) return true;
  const isGood = formerTokenUntil !== null && formerTokenUntil > Date.now() / 1000;
  return isGood && formerTokenHash !== null && sameHash(formerTokenHash, hash);
}

import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerRequest } from '@nestjs/throttler';
import type { Request } from 'express';
import { Config } from '../../config/config.js';
import { TooManyRequests } from '../errors/errors.js';
import { accessOf } from './access.js';
import { type Credential, credentialsOf } from './credentials.js';
import { ProvenCredentials } from './proven-credentials.js';
import { addressKey } from './throttler-storage.js';

/**
 * Counts calls by a credential that has proved good, else by client address. It runs before anything is checked, so a
 * credential that is new, or made up, counts for its address: making up another one for each call gains nothing.
 */
@Injectable()
export class ThrottleGuard extends ThrottlerGuard {
  @Inject(ProvenCredentials) private readonly proven!: ProvenCredentials;
  @Inject(Config) private readonly config!: Config;

  protected override handleRequest(request: ThrottlerRequest): Promise<boolean> {
    const credential = this.provenCredential(request.context);
    if (!credential) return super.handleRequest(request);
    const limit = this.config.requestsPerToken;
    return super.handleRequest({ ...request, limit, getTracker: () => Promise.resolve(credential.key) });
  }

  protected override async getTracker(request: Request): Promise<string> {
    // without the part of an IPv6 address that its owner can choose at will
    return addressKey(await super.getTracker(request));
  }

  protected override throwThrottlingException(
    _: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequests(Math.max(1, detail.timeToBlockExpire));
  }

  /** Of two good ones the one that the route takes: sent along with another one, it still counts. */
  private provenCredential(context: ExecutionContext): Credential | undefined {
    const { bearer, portalToken } = credentialsOf(context.switchToHttp().getRequest<Request>());
    const sent = [bearer, portalToken];
    if (accessOf(this.reflector, context) === 'portal-token') sent.reverse();
    return sent.find((credential) => credential && this.proven.has(credential));
  }
}

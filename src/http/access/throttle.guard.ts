import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerRequest } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { Config } from '../../config/config.js';
import { TooManyRequests } from '../errors/errors.js';
import { accessOf } from './access.js';
import { clientAddress } from './client-address.js';
import { type Credential, credentialsOf } from './credentials.js';
import { HandlerMap } from './per-handler.js';
import { ProvenCredentials } from './proven-credentials.js';
import { addressKey } from './throttler-storage.js';

type Limits = Pick<ThrottlerRequest, 'limit' | 'ttl' | 'blockDuration'>;

/**
 * Counts calls by a credential that has proved good, else by client address. It runs before anything is checked, so a
 * credential that is new, or made up, counts for its address: making up another one for each call gains nothing.
 */
@Injectable()
export class ThrottleGuard extends ThrottlerGuard {
  @Inject(ProvenCredentials) private readonly proven!: ProvenCredentials;
  @Inject(Config) private readonly config!: Config;
  private readonly limits = new HandlerMap<Limits>();

  /** The library reads the decorators of a handler anew for each call; what it found of one is kept. */
  override canActivate(context: ExecutionContext): Promise<boolean> {
    const known = this.limits.get(context);
    return known ? this.count(context, known.found) : super.canActivate(context);
  }

  protected override handleRequest({ context, limit, ttl, blockDuration }: ThrottlerRequest) {
    return this.count(context, this.limits.set(context, { limit, ttl, blockDuration }));
  }

  /** @throws {TooManyRequests} */
  private async count(context: ExecutionContext, { limit, ttl, blockDuration }: Limits): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const credential = this.provenCredential(context, request);
    const most = credential ? this.config.requestsPerToken : limit;
    const key = credential?.key ?? addressKey(clientAddress(request));
    const calls = await this.storageService.increment(key, ttl, most, blockDuration, 'default');
    if (calls.isBlocked) throw new TooManyRequests(Math.max(1, calls.timeToBlockExpire));
    response.setHeader('X-RateLimit-Limit', most);
    response.setHeader('X-RateLimit-Remaining', Math.max(0, most - calls.totalHits));
    response.setHeader('X-RateLimit-Reset', calls.timeToExpire);
    return true;
  }

  /** Of two good ones the one that the route takes: sent along with another one, it still counts. */
  private provenCredential(context: ExecutionContext, request: Request): Credential | undefined {
    const { bearer, portalToken } = credentialsOf(request);
    const sent = [bearer, portalToken];
    if (accessOf(context) === 'portal-token') sent.reverse();
    return sent.find((credential) => credential && this.proven.has(credential));
  }
}

import { type DynamicModule, type ExecutionContext, Injectable, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerLimitDetail, ThrottlerModule } from '@nestjs/throttler';
import type { Request } from 'express';
import type { Config } from '../../config/config.js';
import { sha256 } from '../../secrets/secrets.js';
import { TooManyRequests } from '../errors/errors.js';
import { BoundedThrottlerStorage } from './throttler-storage.js';

const MINUTE = 60_000;

/** Counts by the token that was sent, else by client address: visitors behind one address share no token. */
@Injectable()
class ThrottleGuard extends ThrottlerGuard {
  protected override async getTracker(request: Request): Promise<string> {
    return tokenOf(request) ?? super.getTracker(request);
  }

  protected override throwThrottlingException(
    _: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequests(Math.max(1, detail.timeToBlockExpire));
  }
}

/** Never the token itself: it would lie about in memory. */
function tokenOf({ headers }: Request): string | undefined {
  const token = headers['x-rechat-portal-token'] ?? headers.authorization;
  return token === undefined ? undefined : sha256(String(token)).toString('base64');
}

/** Limits how often one client may call, by `RATE_LIMIT`. */
@Module({})
export class ThrottleModule {
  static with({ requestsPerAddress, requestsPerToken }: Config): DynamicModule {
    if (requestsPerAddress === 0) return { module: ThrottleModule };
    const limit = (context: ExecutionContext) =>
      tokenOf(context.switchToHttp().getRequest<Request>()) === undefined
        ? requestsPerAddress
        : requestsPerToken;
    return {
      module: ThrottleModule,
      imports: [
        ThrottlerModule.forRoot({
          throttlers: [{ limit, ttl: MINUTE }],
          generateKey: (_context, tracker) => tracker,
          storage: new BoundedThrottlerStorage(),
        }),
      ],
      providers: [{ provide: APP_GUARD, useClass: ThrottleGuard }],
    };
  }
}

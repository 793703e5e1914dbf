import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Config } from '../../config/config.js';
import { ProvenCredentials } from './proven-credentials.js';
import { ThrottleGuard } from './throttle.guard.js';
import { TargetLimit } from './target-limit.js';
import { BoundedThrottlerStorage } from './throttler-storage.js';

const MINUTE = 60_000;

/** Limits how often one client may call, by `RATE_LIMIT`. */
@Module({ providers: [ProvenCredentials, TargetLimit], exports: [ProvenCredentials, TargetLimit] })
export class ThrottleModule {
  static with({ requestsPerAddress }: Config): DynamicModule {
    if (requestsPerAddress === 0) return { module: ThrottleModule, global: true };
    return {
      module: ThrottleModule,
      global: true,
      imports: [
        ThrottlerModule.forRoot({
          throttlers: [{ limit: requestsPerAddress, ttl: MINUTE }],
          storage: new BoundedThrottlerStorage(),
        }),
      ],
      providers: [{ provide: APP_GUARD, useClass: ThrottleGuard }],
    };
  }
}

import { Global, Module } from '@nestjs/common';
import { Idempotency } from './idempotency.service.js';

/** For every controller: `@Idempotent()` needs it. */
@Global()
@Module({ providers: [Idempotency], exports: [Idempotency] })
export class IdempotencyModule {}

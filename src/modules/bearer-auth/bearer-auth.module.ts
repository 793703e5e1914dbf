import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './bearer.guard.js';
import { SecretKeys } from './secret-keys.service.js';

@Module({
  providers: [SecretKeys, { provide: APP_GUARD, useClass: BearerGuard }],
  exports: [SecretKeys],
})
export class BearerAuthModule {}

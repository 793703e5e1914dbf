import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './bearer.guard.js';
import { AccessTokens } from './access-tokens.service.js';
import { SecretKeysController } from './secret-keys.controller.js';
import { SecretKeys } from './secret-keys.service.js';

@Module({
  controllers: [SecretKeysController],
  providers: [SecretKeys, AccessTokens, { provide: APP_GUARD, useClass: BearerGuard }],
  exports: [SecretKeys, AccessTokens],
})
export class BearerAuthModule {}

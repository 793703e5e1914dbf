import { Module } from '@nestjs/common';
import { BearerAuthModule } from '../bearer-auth/bearer-auth.module.js';
import { BrandsModule } from '../brands/brands.module.js';
import { UsersModule } from '../users/users.module.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInService } from './sign-in.service.js';
import { TokenModels } from './token-model.js';
import { TokensController } from './tokens.controller.js';
import { UsersController } from './users.controller.js';

/** How people get tokens, and what they may know and change of themselves. */
@Module({
  imports: [BearerAuthModule, BrandsModule, UsersModule],
  controllers: [TokensController, UsersController],
  providers: [SignInService, TokenModels, SignInLimits],
})
export class SignInModule {}

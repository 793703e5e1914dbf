import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PortalsModule } from '../portals/portals.module.js';
import { PortalAuthGuard } from './portal-auth.guard.js';

@Module({
  imports: [PortalsModule],
  providers: [{ provide: APP_GUARD, useClass: PortalAuthGuard }],
})
export class PortalAuthModule {}

import { Module } from '@nestjs/common';
import { PortalAccessController } from './portal-access.controller.js';
import { PortalAccessService } from './portal-access.service.js';

@Module({ controllers: [PortalAccessController], providers: [PortalAccessService] })
export class PortalAccessModule {}

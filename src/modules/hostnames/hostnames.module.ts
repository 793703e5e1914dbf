import { Module } from '@nestjs/common';
import { PortalsModule } from '../portals/portals.module.js';
import { HostnamesController } from './hostnames.controller.js';
import { HostnamesService } from './hostnames.service.js';

@Module({ imports: [PortalsModule], controllers: [HostnamesController], providers: [HostnamesService] })
export class HostnamesModule {}

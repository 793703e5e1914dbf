import { Module } from '@nestjs/common';
import { ListingsController } from './listings.controller.js';
import { ListingsService } from './listings.service.js';

@Module({ controllers: [ListingsController], providers: [ListingsService] })
export class ListingsModule {}

import { Module } from '@nestjs/common';
import { BrandTreeService } from './brand-tree.service.js';
import { UsersModule } from '../users/users.module.js';
import { BrandsController } from './brands.controller.js';
import { BrandsService } from './brands.service.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { OwnRolesController } from './own-roles.controller.js';
import { RolesController } from './roles.controller.js';
import { RolesService } from './roles.service.js';

@Module({
  imports: [UsersModule],
  controllers: [BrandsController, RolesController, MembersController, OwnRolesController],
  providers: [BrandsService, BrandTreeService, RolesService, MembersService],
  exports: [BrandsService, BrandTreeService, RolesService],
})
export class BrandsModule {}

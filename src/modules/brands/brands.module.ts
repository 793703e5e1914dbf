import { Module } from '@nestjs/common';
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
  providers: [BrandsService, RolesService, MembersService],
  exports: [BrandsService, RolesService],
})
export class BrandsModule {}

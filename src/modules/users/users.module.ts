import { Module } from '@nestjs/common';
import { PasswordWork } from './password-work.js';
import { UsersService } from './users.service.js';

@Module({ providers: [UsersService, PasswordWork], exports: [UsersService] })
export class UsersModule {}

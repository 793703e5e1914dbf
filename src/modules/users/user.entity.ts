import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: idColumn(),
    email: p.text(),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    phoneNumber: p.text().nullable(),
    /** Whose users could have set the password; `null`: nobody but this one. */
    vouchedBy: () => p.manyToOne(Brand).ref().nullable(),
    ...recordTimes(),
  },
  indexes: [{ name: 'users_vouched_by', properties: ['vouchedBy'], where: 'vouched_by_id is not null' }],
  uniques: [
    {
      name: 'users_email_live',
      expression: 'create unique index users_email_live on users (lower(email)) where deleted_at is null',
    },
  ],
});

/** Someone who works in brands: the one a bearer token acts for. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);

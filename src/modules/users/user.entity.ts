import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: idColumn(),
    email: p.text(),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    phoneNumber: p.text().nullable(),
    ...recordTimes(),
  },
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

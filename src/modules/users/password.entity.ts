import { defineEntity, p } from '@mikro-orm/core';
import { epoch } from '../../database/columns.js';
import { User } from './user.entity.js';

const PasswordSchema = defineEntity({
  name: 'Password',
  tableName: 'passwords',
  properties: {
    user: () => p.manyToOne(User).ref().primary().deleteRule('cascade'),
    /** With the parameters and the salt that it was made with. */
    hash: p.text(),
    setAt: epoch().defaultRaw('now()'),
  },
});

/** What a user signs in with. It has a table of its own, so that no read of users carries it. */
export class Password extends PasswordSchema.class {}
PasswordSchema.setClass(Password);

import { defineEntity, p } from '@mikro-orm/core';
import { epoch } from '../../database/columns.js';
import { User } from './user.entity.js';

const InvitationSchema = defineEntity({
  name: 'Invitation',
  tableName: 'invitations',
  properties: {
    /** The first characters of the token, which find it. */
    prefix: p.text().primary(),
    tokenHash: p.blob(),
    user: () => p.manyToOne(User).ref().deleteRule('cascade'),
    expiresAt: epoch(),
    createdAt: epoch().defaultRaw('now()'),
  },
  indexes: [
    { name: 'invitations_user', properties: ['user'] },
    { name: 'invitations_expires_at', properties: ['expiresAt'] },
  ],
});

/** Lets a new user set a password, once. */
export class Invitation extends InvitationSchema.class {}
InvitationSchema.setClass(Invitation);

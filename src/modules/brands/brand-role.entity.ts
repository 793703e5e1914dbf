import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { User } from '../users/user.entity.js';
import { Brand } from './brand.entity.js';

export const PERMISSIONS = ['Admin', 'Marketing', 'Deals', 'CRM', 'Showings'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The role that every brand has from the start. */
export const OWNER = 'Owner';

const BrandRoleSchema = defineEntity({
  name: 'BrandRole',
  tableName: 'brand_roles',
  properties: {
    id: idColumn(),
    brand: () => p.manyToOne(Brand).ref(),
    role: p.text(),
    acl: p.array<Permission>().columnType('text[]').default([]),
    ...recordTimes(),
  },
  uniques: [{ name: 'brand_roles_name', properties: ['brand', 'role'], where: 'deleted_at is null' }],
});

/** A named set of permissions in one brand, such as "Owner". */
export class BrandRole extends BrandRoleSchema.class {}
BrandRoleSchema.setClass(BrandRole);

const BrandRoleMemberSchema = defineEntity({
  name: 'BrandRoleMember',
  tableName: 'brand_role_members',
  properties: {
    role: () => p.manyToOne(BrandRole).ref().primary(),
    user: () => p.manyToOne(User).ref().primary(),
    /** Ids of the brands from the root down to that of the role; a trigger keeps it. */
    line: p.array().columnType('uuid[]').default([]),
    createdAt: epoch().defaultRaw('now()'),
  },
  indexes: [{ name: 'brand_role_members_line', properties: ['user', 'line'] }],
});

export class BrandRoleMember extends BrandRoleMemberSchema.class {}
BrandRoleMemberSchema.setClass(BrandRoleMember);

import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
import { User } from '../users/user.entity.js';

const SecretKeySchema = defineEntity({
  name: 'SecretKey',
  tableName: 'secret_keys',
  properties: {
    id: idColumn(),
    name: p.text(),
    brand: () => p.manyToOne(Brand).ref(),
    user: () => p.manyToOne(User).ref(),
    /** The first characters of the key: finds it, and lets people tell keys apart. */
    prefix: p.text(),
    secretHash: p.blob(),
    lastUsedAt: epoch().nullable(),
    expiresAt: epoch().nullable(),
    ...recordTimes(),
  },
  uniques: [{ name: 'secret_keys_prefix', properties: ['prefix'] }],
  indexes: [
    { name: 'secret_keys_brand', properties: ['brand'] },
    { name: 'secret_keys_user', properties: ['user'] },
  ],
});

/** A bearer credential for programs. Only its SHA-256 is stored. */
export class SecretKey extends SecretKeySchema.class {}
SecretKeySchema.setClass(SecretKey);

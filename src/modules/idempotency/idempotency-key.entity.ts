import { defineEntity, p } from '@mikro-orm/core';
import { epoch } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    brand: () => p.manyToOne(Brand).ref().primary(),
    /** What the key was sent with: the same key may be used once for each operation. */
    operation: p.text().primary(),
    key: p.text().primary(),
    /** SHA-256 of the body. */
    bodyHash: p.blob(),
    resultId: p.uuid(),
    createdAt: epoch().defaultRaw('now()'),
  },
  indexes: [{ name: 'idempotency_keys_created_at', properties: ['createdAt'] }],
});

/** A creation that must not happen twice, and what it made. */
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);

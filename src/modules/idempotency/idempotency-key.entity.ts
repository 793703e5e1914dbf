import { defineEntity, p } from '@mikro-orm/core';
import { epoch } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    /** SHA-256 of who called, method and URL, and the key that was sent. */
    call: p.blob().primary(),
    /** Method and URL. */
    route: p.text(),
    /** The brand that was acted in, where the caller has one. */
    brand: () => p.manyToOne(Brand).ref().nullable(),
    /** SHA-256 of the body; empty where that can hold a secret, such as a password, which a hash would give away. */
    bodyHash: p.blob(),
    /** What was answered; `null` where that is not kept. */
    answer: p.text().nullable(),
    /** The `ETag` of the answer. */
    tag: p.text().nullable(),
    /** Of a call that commits by itself: it has not been answered yet. */
    isUnderWay: p.boolean().default(false),
    createdAt: epoch().defaultRaw('now()'),
  },
  indexes: [
    { name: 'idempotency_keys_created_at', properties: ['createdAt'] },
    { name: 'idempotency_keys_brand', properties: ['brand'] },
  ],
});

/** A call that must not take effect twice, and what it was answered. */
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);

import type { EntityManager } from '@mikro-orm/core';
import { newSecretKey, prefixOf, sha256 } from '../../secrets/secrets.js';
import { SecretKey } from './secret-key.entity.js';

interface NewKey {
  readonly name: string;
  readonly brandId: string;
  readonly userId: string;
  /** Epoch seconds. */
  readonly expiresAt?: number;
  /** Generated where it is not given. */
  readonly secret?: string;
}

/** Makes a key within the unit of work of `em`. The returned secret is stored nowhere. */
export function createSecretKey(em: EntityManager, key: NewKey): { key: SecretKey; secret: string } {
  const secret = key.secret ?? newSecretKey();
  const made: SecretKey = em.create(SecretKey, {
    name: key.name,
    brand: key.brandId,
    user: key.userId,
    expiresAt: key.expiresAt,
    prefix: prefixOf(secret),
    secretHash: sha256(secret),
  } as never);
  return { key: made, secret };
}

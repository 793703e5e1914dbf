import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { statement, Sql } from '../../database/sql.js';
import { newSecretKey, prefixOf, sameHash, sha256 } from '../../secrets/secrets.js';
import { SecretKey } from './secret-key.entity.js';

interface FoundKey {
  readonly userId: string;
  readonly homeBrandId: string;
  readonly brandId: string;
  readonly brandExists: boolean;
  /** The key's user has a role in the acting brand or above it. */
  readonly permitted: boolean;
}

/** `last_used_at` moves at most once a minute: a key in heavy use must not rewrite its row on every request. */
const FIND = statement<FoundKey & { secretHash: Buffer }>(
  'find_secret_key',
  `with key as (
     select id, user_id, brand_id, secret_hash from secret_keys
     where prefix = $1 and deleted_at is null and (expires_at is null or expires_at > now())
   ), used as (
     update secret_keys set last_used_at = now()
     where id = (select id from key where secret_hash = $2)
       and (last_used_at is null or last_used_at < now() - interval '1 minute')
   )
   select key.user_id as "userId", key.brand_id as "homeBrandId", key.secret_hash as "secretHash",
          coalesce(acting.id, $3::uuid) as "brandId", acting.id is not null as "brandExists",
          exists (
            select from brand_role_members member join brand_roles role on role.id = member.role_id
            where member.user_id = key.user_id and role.brand_id = any(acting.id || acting.ancestors)
          ) as permitted
   from key left join brands acting on acting.id = coalesce($3::uuid, key.brand_id) and acting.deleted_at is null`,
);

/** Makes secret keys and recognises them. */
@Injectable()
export class SecretKeys {
  constructor(private readonly sql: Sql) {}

  /**
   * Finds the live key that is `secret`.
   * @param actingBrandId the brand to check its user's roles in; by default the key's own
   */
  async find(secret: string, actingBrandId?: string): Promise<FoundKey | undefined> {
    const hash = sha256(secret);
    const [key] = await this.sql.run(FIND, [prefixOf(secret), hash, actingBrandId ?? null]);
    return key && sameHash(key.secretHash, hash) ? key : undefined;
  }

  /** Makes a key within the unit of work of `em`. The returned secret is stored nowhere. */
  create(em: EntityManager, key: { name: string; brandId: string; userId: string; secret?: string }): string {
    const secret = key.secret ?? newSecretKey();
    em.create(SecretKey, {
      name: key.name,
      brand: key.brandId,
      user: key.userId,
      prefix: prefixOf(secret),
      secretHash: sha256(secret),
    } as never);
    return secret;
  }
}

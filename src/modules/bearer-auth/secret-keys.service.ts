import { EntityManager, raw } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { Credential } from '../../http/access/credentials.js';
import { NotFound } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import { Page } from '../../http/response/page.js';
import { prefixOf, sameHash } from '../../secrets/secrets.js';
import { own } from '../brands/tenant-scope.js';
import { createSecretKey } from './create-secret-key.js';
import type { CreateSecretKeyDto, KEY_ORDERS } from './secret-key.dto.js';
import { SecretKey } from './secret-key.entity.js';
import { FIND_KEY, type FoundKey } from './secret-key.repository.js';

const PROPERTY = {
  created_at: 'createdAt',
  name: 'name',
} as const satisfies Record<(typeof KEY_ORDERS)[number], keyof SecretKey>;

/** Recognises secret keys, and looks after those of a brand. */
@Injectable()
export class SecretKeys {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
  ) {}

  /**
   * Finds the live key of a live user that was sent.
   * @param actingBrandId the brand to check its user's roles in; by default the key's own
   */
  async find({ secret, hash }: Credential, actingBrandId?: string): Promise<FoundKey | undefined> {
    const [key] = await this.sql.run(FIND_KEY, [prefixOf(secret), hash, actingBrandId ?? null]);
    return key && sameHash(key.secretHash, hash) ? key : undefined;
  }

  /** @returns the key, and its secret, which is stored nowhere */
  async create(
    brandId: string,
    userId: string,
    { name, expires_at: expiresAt }: CreateSecretKeyDto,
  ): Promise<{ key: SecretKey; secret: string }> {
    return inTransaction(this.em, async (em) => {
      const made = createSecretKey(em, { name, brandId, userId, expiresAt: expiresAt ?? undefined });
      await em.flush();
      return made;
    });
  }

  async list(brandId: string, { start, limit, order }: Paging): Promise<Page<SecretKey>> {
    const direction = order.descending ? 'desc' : 'asc';
    const [keys, total] = await unitOfWork(this.em).findAndCount(SecretKey, own(brandId), {
      offset: start,
      limit,
      orderBy: [{ [PROPERTY[order.field as keyof typeof PROPERTY]]: direction }, { id: direction }],
    });
    return new Page(keys, total);
  }

  /** @throws {NotFound} */
  async delete(brandId: string, id: string): Promise<void> {
    const changes = { deletedAt: raw('now()'), updatedAt: raw('now()') };
    const revoked = await unitOfWork(this.em).nativeUpdate(SecretKey, { id, ...own(brandId) }, changes);
    if (revoked === 0) throw NotFound.of('SecretKey', id);
  }
}

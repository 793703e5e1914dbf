import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { inTransaction } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import type { ExpectedTags } from '../../http/parameters/if-match.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { brandAndBelow } from '../brands/tenant-scope.js';
import type { Made, Versioned } from '../resources/resource-row.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../idempotency/idempotent-request.js';
import type { BlueprintInput } from './blueprint.dto.js';
import { Blueprint } from './blueprint.entity.js';
import { type BlueprintResource, BlueprintResources } from './blueprint.repository.js';

/** The blueprints of the caller's brand and the brands below it. Any other one is unknown. */
@Injectable()
export class BlueprintsService {
  constructor(
    private readonly em: EntityManager,
    private readonly resources: BlueprintResources,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * A repeated call answers with what the first one made, as it is by now.
   * @throws {KeyReused}
   */
  async create(caller: Caller, input: BlueprintInput, request?: IdempotentRequest): Promise<Made> {
    const { brandId } = caller;
    return inTransaction(this.em, async (em) => {
      const id = uuidv7();
      const earlier = await this.idempotency.claim(em, { brandId, operation: 'blueprint' }, request, id);
      if (earlier !== undefined) return madeEarlier(em, earlier);
      em.create(Blueprint, { id, brand: brandId, ...input });
      return { id, version: 1 };
    });
  }

  /** @throws {NotFound} */
  get(caller: Caller, id: string): Promise<BlueprintResource> {
    return this.resources.get(caller.brandId, id);
  }

  async has(caller: Caller, id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const inReach = { id, brand: brandAndBelow(caller.brandId) };
    return (await this.em.fork().count(Blueprint, inReach)) > 0;
  }

  /**
   * Changes what is set in `input`; its `meta` is merged.
   * @throws {NotFound | ResourceChanged | ValidationFailed}
   */
  update(caller: Caller, id: string, input: BlueprintInput, expected: ExpectedTags): Promise<Versioned> {
    return this.resources.change(caller.brandId, id, { ...input }, expected);
  }

  /**
   * Removes the blueprint; its portals stay, without one.
   * @throws {NotFound | ResourceChanged}
   */
  delete(caller: Caller, id: string, expected: ExpectedTags): Promise<string> {
    return this.resources.remove(caller.brandId, id, expected);
  }

  page(caller: Caller, query: ListQuery): Promise<BlueprintResource[]> {
    return this.resources.page(caller.brandId, query);
  }

  all(caller: Caller, query: ListQuery): AsyncGenerator<BlueprintResource[], undefined> {
    return this.resources.stream(caller.brandId, query);
  }
}

async function madeEarlier(em: EntityManager, id: string): Promise<Made> {
  const blueprint = await em.findOne(Blueprint, id, { fields: ['version'] });
  return { id, version: blueprint?.version };
}

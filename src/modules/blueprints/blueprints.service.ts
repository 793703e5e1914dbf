import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import type { Caller } from '../../http/access/access.js';
import type { ExpectedTags } from '../../http/response/entity-tag.js';
import { NotFound } from '../../http/errors/errors.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import type { Versioned } from '../resources/resource-row.js';
import { overfullMeta } from '../resources/resources.errors.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../idempotency/idempotent-request.js';
import type { BlueprintInput } from './blueprint.dto.js';
import { Blueprint } from './blueprint.entity.js';
import { type BlueprintResource, BlueprintResources } from './blueprint.repository.js';
import { BlueprintChanged } from './blueprints.errors.js';

/** The blueprints of the caller's brand and the brands below it. Any other one is unknown. */
@Injectable()
export class BlueprintsService {
  constructor(
    private readonly em: EntityManager,
    private readonly resources: BlueprintResources,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws {KeyReused} */
  async create(caller: Caller, input: BlueprintInput, request?: IdempotentRequest): Promise<Versioned> {
    const { brandId } = caller;
    const made = await this.em.fork().transactional(async (em) => {
      const id = uuidv7();
      const earlier = await this.idempotency.claim(em, { brandId, operation: 'blueprint' }, request, id);
      if (earlier === undefined) em.create(Blueprint, { id, brand: brandId, ...input });
      return earlier ?? id;
    });
    return { id: made, version: 1 };
  }

  /** @throws {NotFound} */
  async get(caller: Caller, id: string): Promise<BlueprintResource> {
    const blueprint = await this.resources.find(caller.brandId, id);
    if (!blueprint) throw NotFound.of('Blueprint', id);
    return blueprint;
  }

  async has(caller: Caller, id: string): Promise<boolean> {
    return isUuid(id) && (await this.resources.find(caller.brandId, id)) !== undefined;
  }

  /**
   * Changes what is set in `input`; its `meta` is merged.
   * @throws {NotFound | BlueprintChanged | ValidationFailed}
   */
  async update(
    caller: Caller,
    id: string,
    input: BlueprintInput,
    expected: ExpectedTags,
  ): Promise<Versioned> {
    const changed = await this.resources
      .change(caller.brandId, id, { ...input }, expected)
      .catch((error: unknown) => {
        throw overfullMeta(error, 'blueprints');
      });
    return changed ?? this.refuse(caller, id);
  }

  /**
   * Removes the blueprint; its portals stay, without one.
   * @throws {NotFound | BlueprintChanged}
   */
  async delete(caller: Caller, id: string, expected: ExpectedTags): Promise<string> {
    return (await this.resources.remove(caller.brandId, id, expected)) ?? this.refuse(caller, id);
  }

  page(caller: Caller, query: ListQuery): Promise<BlueprintResource[]> {
    return this.resources.page(caller.brandId, query);
  }

  all(caller: Caller, query: ListQuery): AsyncGenerator<BlueprintResource[], undefined> {
    return this.resources.stream(caller.brandId, query);
  }

  /** Tells why nothing was changed. */
  private async refuse(caller: Caller, id: string): Promise<never> {
    await this.get(caller, id);
    throw new BlueprintChanged(id);
  }
}

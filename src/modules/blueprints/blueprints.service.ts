import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import type { ExpectedTags } from '../../http/parameters/if-match.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { brandsAndBelow } from '../brands/tenant-scope.js';
import { BrandsService } from '../brands/brands.service.js';
import type { Versioned } from '../../http/response/entity-tag.js';
import type { BlueprintInput } from './blueprint.dto.js';
import { Blueprint } from './blueprint.entity.js';
import { type BlueprintResource, BlueprintResources } from './blueprint.repository.js';

/** The blueprints of the brands that the caller looks after, and of those below. Any other one is unknown. */
@Injectable()
export class BlueprintsService {
  constructor(
    private readonly em: EntityManager,
    private readonly resources: BlueprintResources,
    private readonly brands: BrandsService,
  ) {}

  async create({ brandId }: Caller, input: BlueprintInput): Promise<Versioned> {
    const id = uuidv7();
    await inTransaction(this.em, (em) =>
      Promise.resolve(em.create(Blueprint, { id, brand: brandId, ...input })),
    );
    return { id, version: 1 };
  }

  /** @throws {NotFound} */
  async get(caller: Caller, id: string): Promise<BlueprintResource> {
    return this.resources.get(await this.brands.scopeOf(caller), id);
  }

  async has(caller: Caller, id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const inReach = { id, brand: brandsAndBelow(await this.brands.scopeOf(caller)) };
    return (await unitOfWork(this.em).count(Blueprint, inReach)) > 0;
  }

  /**
   * Changes what is set in `input`; its `meta` is merged.
   * @throws {NotFound | ResourceChanged | ValidationFailed}
   */
  async update(
    caller: Caller,
    id: string,
    input: BlueprintInput,
    expected: ExpectedTags,
  ): Promise<Versioned> {
    return this.resources.change(await this.brands.scopeOf(caller), id, { ...input }, expected);
  }

  /**
   * Removes the blueprint; its portals stay, without one.
   * @throws {NotFound | ResourceChanged}
   */
  async delete(caller: Caller, id: string, expected: ExpectedTags): Promise<string> {
    return this.resources.remove(await this.brands.scopeOf(caller), id, expected);
  }

  async page(caller: Caller, query: ListQuery): Promise<BlueprintResource[]> {
    return this.resources.page(await this.brands.scopeOf(caller), query);
  }

  async *all(caller: Caller, query: ListQuery): AsyncGenerator<BlueprintResource[], undefined> {
    yield* this.resources.stream(await this.brands.scopeOf(caller), query);
  }
}

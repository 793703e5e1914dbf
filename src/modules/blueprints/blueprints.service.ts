import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { newId } from '../../database/new-id.js';
import type { Caller } from '../../http/access.js';
import type { ExpectedTags } from '../../http/entity-tag.js';
import { NotFound } from '../../http/errors.js';
import type { Listing } from '../../http/listing.js';
import type { ConfiguredRow, Versioned } from '../configured-rows/configured-rows.js';
import { overfullMeta } from '../configured-rows/merged-meta.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../idempotency/idempotent-request.js';
import { BlueprintRows } from './blueprint-rows.js';
import type { BlueprintInput } from './blueprint.dto.js';
import { Blueprint } from './blueprint.entity.js';
import { BlueprintChanged } from './blueprints.errors.js';

/** The blueprints of the caller's brand and the brands below it. Any other one is unknown. */
@Injectable()
export class BlueprintsService {
  constructor(
    private readonly em: EntityManager,
    private readonly rows: BlueprintRows,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws {KeyReused} */
  async create(caller: Caller, input: BlueprintInput, request?: IdempotentRequest): Promise<Versioned> {
    const { brandId } = caller;
    const made = await this.em.fork().transactional(async (em) => {
      const id = newId();
      const earlier = await this.idempotency.claim(em, { brandId, operation: 'blueprint' }, request, id);
      if (earlier === undefined) em.create(Blueprint, { id, brand: brandId, ...input });
      return earlier ?? id;
    });
    return { id: made, version: 1 };
  }

  /** @throws {NotFound} */
  async get(caller: Caller, id: string): Promise<ConfiguredRow> {
    const blueprint = await this.rows.find(caller.brandId, id);
    if (!blueprint) throw NotFound.of('Blueprint', id);
    return blueprint;
  }

  async has(caller: Caller, id: string): Promise<boolean> {
    return isUuid(id) && (await this.rows.find(caller.brandId, id)) !== undefined;
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
    const changed = await this.rows
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
    return (await this.rows.remove(caller.brandId, id, expected)) ?? this.refuse(caller, id);
  }

  page(caller: Caller, listing: Listing): Promise<ConfiguredRow[]> {
    return this.rows.page(caller.brandId, listing, listing.take ?? 0);
  }

  all(caller: Caller, listing: Listing): AsyncGenerator<ConfiguredRow[], undefined> {
    return this.rows.batches(caller.brandId, listing);
  }

  /** Tells why nothing was changed. */
  private async refuse(caller: Caller, id: string): Promise<never> {
    await this.get(caller, id);
    throw new BlueprintChanged(id);
  }
}

import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/access/access.js';
import type { ExpectedTags } from '../../http/parameters/if-match.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { BrandsService } from '../brands/brands.service.js';
import { BlueprintsService } from '../blueprints/blueprints.service.js';
import type { Versioned } from '../../http/response/entity-tag.js';
import { PortalDirectory } from '../portals/portal-directory.js';
import { portalRefusal, UnknownBlueprint } from './portal-configuration.errors.js';
import type { PortalInput } from './portal-input.js';
import { type PortalResource, PortalResources } from './portal-resource.repository.js';

/** The portals of the brands that the caller looks after, and of those below. Any other one is unknown. */
@Injectable()
export class PortalConfigurationService {
  constructor(
    private readonly resources: PortalResources,
    private readonly blueprints: BlueprintsService,
    private readonly directory: PortalDirectory,
    private readonly brands: BrandsService,
  ) {}

  /**
   * @param reference an id or a slug
   * @throws {NotFound}
   */
  async get(caller: Caller, reference: string): Promise<PortalResource> {
    return this.resources.get(await this.brands.scopeOf(caller), reference);
  }

  /**
   * Changes what is set in `input`; its `meta` is merged, its `config` replaces the former one.
   * @throws {NotFound | ResourceChanged | ValidationFailed | SlugTaken}
   */
  async update(
    caller: Caller,
    reference: string,
    input: PortalInput,
    expected: ExpectedTags,
  ): Promise<Versioned> {
    const { blueprintId, ...columns } = input;
    if (blueprintId && !(await this.blueprints.has(caller, blueprintId))) throw new UnknownBlueprint();
    const brandIds = await this.brands.scopeOf(caller);
    const changed = await this.resources
      .change(brandIds, reference, { ...columns, blueprint_id: blueprintId }, expected)
      .catch((error: unknown) => {
        throw portalRefusal(error, input.slug);
      });
    this.directory.forget(changed.id);
    return changed;
  }

  /**
   * Removes the portal with its hostnames and its token; its brand stays.
   * @throws {NotFound | ResourceChanged}
   */
  async delete(caller: Caller, reference: string, expected: ExpectedTags): Promise<string> {
    const id = await this.resources.remove(await this.brands.scopeOf(caller), reference, expected);
    this.directory.forget(id);
    return id;
  }

  async page(caller: Caller, query: ListQuery): Promise<PortalResource[]> {
    return this.resources.page(await this.brands.scopeOf(caller), query);
  }

  async *all(caller: Caller, query: ListQuery): AsyncGenerator<PortalResource[], undefined> {
    yield* this.resources.stream(await this.brands.scopeOf(caller), query);
  }
}

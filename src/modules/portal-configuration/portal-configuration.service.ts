import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/access/access.js';
import type { ExpectedTags } from '../../http/parameters/if-match.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { BlueprintsService } from '../blueprints/blueprints.service.js';
import type { Versioned } from '../resources/resource-row.js';
import { PortalDirectory } from '../portals/portal-directory.js';
import { portalRefusal, UnknownBlueprint } from './portal-configuration.errors.js';
import type { PortalInput } from './portal-input.js';
import { type PortalResource, PortalResources } from './portal-resource.repository.js';

/** The portals of the caller's brand and the brands below it. Any other one is unknown. */
@Injectable()
export class PortalConfigurationService {
  constructor(
    private readonly resources: PortalResources,
    private readonly blueprints: BlueprintsService,
    private readonly directory: PortalDirectory,
  ) {}

  /**
   * @param reference an id or a slug
   * @throws {NotFound}
   */
  get(caller: Caller, reference: string): Promise<PortalResource> {
    return this.resources.get(caller.brandId, reference);
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
    const changed = await this.resources
      .change(caller.brandId, reference, { ...columns, blueprint_id: blueprintId }, expected)
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
    const id = await this.resources.remove(caller.brandId, reference, expected);
    this.directory.forget(id);
    return id;
  }

  page(caller: Caller, query: ListQuery): Promise<PortalResource[]> {
    return this.resources.page(caller.brandId, query);
  }

  all(caller: Caller, query: ListQuery): AsyncGenerator<PortalResource[], undefined> {
    return this.resources.stream(caller.brandId, query);
  }
}

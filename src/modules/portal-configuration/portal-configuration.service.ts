import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/access/access.js';
import type { ExpectedTags } from '../../http/response/entity-tag.js';
import { NotFound } from '../../http/errors/errors.js';
import type { ListQuery } from '../../http/parameters/list-query.js';
import { BlueprintsService } from '../blueprints/blueprints.service.js';
import type { Versioned } from '../resources/resource-row.js';
import { PortalDirectory } from '../portals/portal-directory.js';
import { PortalChanged, portalRefusal, UnknownBlueprint } from './portal-configuration.errors.js';
import type { PortalInput } from './portal-input.js';
import { type PortalResource, PortalResources } from './portal-resource.repository.js';
import { normalizeSlug } from './slug.js';

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
  async get(caller: Caller, reference: string): Promise<PortalResource> {
    const portal = await this.resources.find(caller.brandId, normalizeSlug(reference));
    if (!portal) throw NotFound.of('Portal', reference);
    return portal;
  }

  /**
   * Changes what is set in `input`; its `meta` is merged, its `config` replaces the former one.
   * @throws {NotFound | PortalChanged | ValidationFailed | SlugTaken}
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
      .change(caller.brandId, normalizeSlug(reference), { ...columns, blueprint_id: blueprintId }, expected)
      .catch((error: unknown) => {
        throw portalRefusal(error, input.slug);
      });
    if (!changed) return this.refuse(caller, reference);
    this.directory.forget(changed.id);
    return changed;
  }

  /**
   * Removes the portal with its hostnames and its token; its brand stays.
   * @throws {NotFound | PortalChanged}
   */
  async delete(caller: Caller, reference: string, expected: ExpectedTags): Promise<string> {
    const id = await this.resources.remove(caller.brandId, normalizeSlug(reference), expected);
    if (id === undefined) return this.refuse(caller, reference);
    this.directory.forget(id);
    return id;
  }

  page(caller: Caller, query: ListQuery): Promise<PortalResource[]> {
    return this.resources.page(caller.brandId, query);
  }

  all(caller: Caller, query: ListQuery): AsyncGenerator<PortalResource[], undefined> {
    return this.resources.stream(caller.brandId, query);
  }

  /** Tells why nothing was changed. */
  private async refuse(caller: Caller, reference: string): Promise<never> {
    await this.get(caller, reference);
    throw new PortalChanged(reference);
  }
}

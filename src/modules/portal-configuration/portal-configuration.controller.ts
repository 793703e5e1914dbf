import { Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody, JsonText } from '../../http/body/json-body.js';
import { ConfigurationApi } from '../../http/openapi/dialects.js';
import { ApiResourceResponse } from '../../http/openapi/responses.js';
import { type ExpectedTags, IfMatch } from '../../http/parameters/if-match.js';
import { ListParameters, type ListQuery } from '../../http/parameters/list-query.js';
import { PathText } from '../../http/parameters/path.js';
import { tagged } from '../../http/response/entity-tag.js';
import { streamed } from '../../http/response/streamed.js';
import type { Tagged } from '../../http/response/tagged.js';
import { Idempotent } from '../idempotency/idempotent.js';
import {
  ConfiguredPortalDto,
  CreatePortalDto,
  DeletePortalDto,
  PortalIdDto,
  PortalListDto,
  toConfiguredPortalDto,
  UpdatePortalDto,
} from './portal-configuration.dto.js';
import {
  CHANGED_PORTAL_EXAMPLE,
  CONFIGURED_PORTAL_EXAMPLE as EXAMPLE,
  NEW_PORTAL_EXAMPLE,
} from './portal-configuration.examples.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { PortalCreation } from './portal-creation.service.js';
import { toNewPortal, toPortalChange } from './portal-input.js';
import type { PortalResource } from './portal-resource.repository.js';

const PortalReference = () =>
  PathText('portalId', { description: 'Id or slug of the portal', maxLength: 128, example: EXAMPLE.slug });

const NOT_FOUND = `Portal ${EXAMPLE.slug} not found`;
const CHANGED = `Portal ${EXAMPLE.slug} has another version than If-Match names`;
const INVALID = { path: 'config.apps.chat', message: 'must be an object' };

@ConfigurationApi('Portal Configuration')
@Controller('api/v1/portal')
export class PortalConfigurationController {
  constructor(
    private readonly creation: PortalCreation,
    private readonly portals: PortalConfigurationService,
    private readonly config: Config,
  ) {}

  /**
   * List portals
   * @remarks The portals of every brand in which the token's user has a role, and of the brands below, newest first.
   * `X-RECHAT-BRAND` narrows that to one brand and those below it. A page has about 1 MiB at most, so long
   * configurations make it shorter than `take`: whoever wants all goes on until a page is empty.
   *
   * With `Accept: application/jsonl` the answer is a stream of all of them, not of one page: a line of JSON for each.
   *
   * ```
   * {"type":"item","data":{"id":"019e2d5a-6a3e-7c11-9d0b-5f1f5a7e4c02","slug":"support-portal", …}}
   * ```
   *
   * With `Accept: text/event-stream` each of them is an event.
   *
   * ```
   * data: {"type":"item","data":{"id":"019e2d5a-6a3e-7c11-9d0b-5f1f5a7e4c02","slug":"support-portal", …}}
   * ```
   */
  @Get('list')
  @Bearer()
  @ApiResourceResponse(PortalListDto, {
    example: { items: [EXAMPLE], cursor: EXAMPLE.id },
    errors: { 400: { path: 'cursor', message: 'must be a uuid' } },
  })
  async listPortals(
    @CurrentCaller() caller: Caller,
    @ListParameters({ byBlueprint: true }) query: ListQuery,
  ): Promise<PortalListDto | StreamableFile> {
    if (query.format !== 'page') {
      return streamed(this.portals.all(caller, query), query.format, (portal) => this.toDto(portal));
    }
    const items = (await this.portals.page(caller, query)).map((portal) => this.toDto(portal));
    return { items, cursor: items.at(-1)?.id ?? '' };
  }

  /**
   * Create a portal
   * @remarks Makes a portal. Without `brandId` it gets a brand of its own, below the token's and called like the
   * portal. It can be given hostnames and a token by the brand's routes.
   */
  @Post('create')
  @Idempotent()
  @Bearer()
  @ApiResourceResponse(PortalIdDto, {
    example: { id: EXAMPLE.id },
    errors: { 400: INVALID, 409: `slug ${NEW_PORTAL_EXAMPLE.slug} belongs to another portal` },
    tagged: true,
  })
  async createPortal(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: NEW_PORTAL_EXAMPLE }) input: CreatePortalDto,
    @JsonText() sent: string,
  ): Promise<Tagged<PortalIdDto>> {
    const brandId = input.brandId ?? undefined;
    const made = await this.creation.create(caller, toNewPortal(input, sent), brandId);
    return tagged(made, { id: made.id });
  }

  /**
   * Fetch a portal
   * @remarks Everything that is configured of a portal; `config` and `meta` are the very JSON that was sent.
   */
  @Get(':portalId/fetch')
  @Bearer()
  @ApiResourceResponse(ConfiguredPortalDto, {
    example: EXAMPLE,
    errors: { 404: NOT_FOUND },
    tagged: true,
    conditional: true,
  })
  async fetchPortal(
    @CurrentCaller() caller: Caller,
    @PortalReference() reference: string,
  ): Promise<Tagged<ConfiguredPortalDto>> {
    const portal = await this.portals.get(caller, reference);
    return tagged(portal, this.toDto(portal));
  }

  /**
   * Update a portal
   * @remarks Changes what is sent; null clears. `config` is replaced as a whole. `meta` is merged: members that are not
   * sent stay, and one that is null is removed.
   */
  @Post(':portalId/update')
  @Idempotent()
  @Bearer()
  @ApiResourceResponse(PortalIdDto, {
    example: { id: EXAMPLE.id },
    errors: {
      400: INVALID,
      404: NOT_FOUND,
      409: `slug ${NEW_PORTAL_EXAMPLE.slug} belongs to another portal`,
      412: CHANGED,
    },
    tagged: true,
  })
  async updatePortal(
    @CurrentCaller() caller: Caller,
    @PortalReference() reference: string,
    @JsonBody({ example: CHANGED_PORTAL_EXAMPLE }) input: UpdatePortalDto,
    @JsonText() sent: string,
    @IfMatch() expected: ExpectedTags,
  ): Promise<Tagged<PortalIdDto>> {
    const changed = await this.portals.update(caller, reference, toPortalChange(input, sent), expected);
    return tagged(changed, { id: changed.id });
  }

  /**
   * Delete a portal
   * @remarks Deletes a portal for good, at once, with its config, meta, hostnames and token. Its slug and hostnames are
   * free. The brand, its contacts and the blueprint stay.
   */
  @Post(':portalId/delete')
  @Idempotent()
  @Bearer()
  @ApiResourceResponse(PortalIdDto, {
    example: { id: EXAMPLE.id },
    errors: { 400: { path: 'force', message: 'is not a known property' }, 404: NOT_FOUND, 412: CHANGED },
  })
  async deletePortal(
    @CurrentCaller() caller: Caller,
    @PortalReference() reference: string,
    @JsonBody({ example: {} }) _nothing: DeletePortalDto,
    @IfMatch() expected: ExpectedTags,
  ): Promise<PortalIdDto> {
    return { id: await this.portals.delete(caller, reference, expected) };
  }

  private toDto(portal: PortalResource): ConfiguredPortalDto {
    return toConfiguredPortalDto(portal, this.config.portalDomain);
  }
}

import { Body, Controller, Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { ConfigurationApi } from '../../http/openapi/configuration-api.js';
import { ConfigurationOperation } from '../../http/openapi/configuration-operation.js';
import { answerTag, entityTag, type ExpectedTags, IfMatch } from '../../http/response/entity-tag.js';
import { ListQueryParameters, type ListQuery, streamed } from '../../http/parameters/list-query.js';
import { Sent } from '../../http/body/sent-json.js';
import { IdempotencyHeader, type IdempotentRequest } from '../idempotency/idempotent-request.js';
import {
  ConfiguredPortalDto,
  CreatePortalDto,
  DeletePortalDto,
  PortalIdDto,
  PortalItemDto,
  PortalListDto,
  toConfiguredPortalDto,
  UpdatePortalDto,
} from './portal-configuration.dto.js';
import {
  CHANGED_PORTAL_EXAMPLE,
  CONFIGURED_PORTAL_EXAMPLE as EXAMPLE,
  NEW_PORTAL_EXAMPLE,
  PORTAL_REFERENCE_PARAMETER,
} from './portal-configuration.examples.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { PortalCreation } from './portal-creation.service.js';
import { newPortal, portalChange } from './portal-input.js';
import type { PortalResource } from './portal-resource.repository.js';

@ConfigurationApi()
@ApiTags('Portal Configuration')
@Controller(['api/v1/portal', 'v1/portal'])
export class PortalConfigurationController {
  constructor(
    private readonly creation: PortalCreation,
    private readonly portals: PortalConfigurationService,
    private readonly config: Config,
  ) {}

  /**
   * The portals of the token's brand and the brands below it, newest first: one page of them as JSON, or all as JSON
   * lines or events, by `Accept`.
   */
  @Get('list')
  @Bearer()
  @ConfigurationOperation({
    summary: 'List portals',
    returns: PortalListDto,
    example: { items: [EXAMPLE], cursor: EXAMPLE.id },
    streams: PortalItemDto,
    filters: ['blueprintId'],
  })
  async list(
    @CurrentCaller() caller: Caller,
    @ListQueryParameters() query: ListQuery,
  ): Promise<PortalListDto | StreamableFile> {
    if (query.format !== 'page') {
      return streamed(this.portals.all(caller, query), query.format, (portal) => this.toDto(portal));
    }
    const items = (await this.portals.page(caller, query)).map((portal) => this.toDto(portal));
    return { items, cursor: items.at(-1)?.id ?? '' };
  }

  /**
   * Makes a portal. Without `brandId` it gets a brand of its own, below the token's and called like the portal. It can
   * be given hostnames and a token by the brand's routes.
   */
  @Post('create')
  @Bearer()
  @ApiBody({ type: CreatePortalDto, examples: { portal: { value: NEW_PORTAL_EXAMPLE } } })
  @ConfigurationOperation({
    summary: 'Create a portal',
    returns: PortalIdDto,
    example: { id: EXAMPLE.id },
    errors: [409, 413],
    tagged: true,
    idempotent: true,
  })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() input: CreatePortalDto,
    @Sent() sent: string,
    @IdempotencyHeader() request: IdempotentRequest | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PortalIdDto> {
    const brandId = input.brandId ?? undefined;
    const { id, version } = await this.creation.create(caller, newPortal(input, sent), brandId, request);
    response.setHeader('ETag', entityTag(id, version));
    return { id };
  }

  /** Everything that is configured of a portal; `config` and `meta` are the very JSON that was sent. */
  @Get(':portalId/fetch')
  @Bearer()
  @ApiParam(PORTAL_REFERENCE_PARAMETER)
  @ConfigurationOperation({
    summary: 'Fetch a portal',
    returns: ConfiguredPortalDto,
    example: EXAMPLE,
    errors: [404],
    tagged: true,
    condition: 'If-None-Match',
  })
  async fetch(
    @CurrentCaller() caller: Caller,
    @Param('portalId') reference: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConfiguredPortalDto | undefined> {
    const portal = await this.portals.get(caller, reference);
    if (answerTag(request, response, entityTag(portal.id, portal.version))) return undefined;
    return this.toDto(portal);
  }

  /**
   * Changes what is sent; null clears. `config` is replaced as a whole. `meta` is merged: members that are not sent
   * stay, and one that is null is removed.
   */
  @Post(':portalId/update')
  @Bearer()
  @ApiParam(PORTAL_REFERENCE_PARAMETER)
  @ApiBody({ type: UpdatePortalDto, examples: { change: { value: CHANGED_PORTAL_EXAMPLE } } })
  @ConfigurationOperation({
    summary: 'Update a portal',
    returns: PortalIdDto,
    example: { id: EXAMPLE.id },
    errors: [404, 409, 413],
    tagged: true,
    condition: 'If-Match',
  })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('portalId') reference: string,
    @Body() input: UpdatePortalDto,
    @Sent() sent: string,
    @IfMatch() expected: ExpectedTags,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PortalIdDto> {
    const change = portalChange(input, sent);
    const { id, version } = await this.portals.update(caller, reference, change, expected);
    response.setHeader('ETag', entityTag(id, version));
    return { id };
  }

  /**
   * Deletes a portal for good, at once, with its config, meta, hostnames and token. Its slug and hostnames are free.
   * The brand, its contacts and the blueprint stay.
   */
  @Post(':portalId/delete')
  @Bearer()
  @ApiParam(PORTAL_REFERENCE_PARAMETER)
  @ApiBody({ type: DeletePortalDto, examples: { nothing: { value: {} } } })
  @ConfigurationOperation({
    summary: 'Delete a portal',
    returns: PortalIdDto,
    example: { id: EXAMPLE.id },
    errors: [404, 413],
    condition: 'If-Match',
  })
  async delete(
    @CurrentCaller() caller: Caller,
    @Param('portalId') reference: string,
    @Body() _nothing: DeletePortalDto,
    @IfMatch() expected: ExpectedTags,
  ): Promise<PortalIdDto> {
    return { id: await this.portals.delete(caller, reference, expected) };
  }

  private toDto(portal: PortalResource): ConfiguredPortalDto {
    return toConfiguredPortalDto(portal, this.config.portalDomain);
  }
}

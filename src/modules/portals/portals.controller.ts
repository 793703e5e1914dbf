import { Controller, Get, Param, Post, Put, Req } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Config } from '../../config/config.js';
import { Bearer, Public } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { Operation } from '../../http/openapi/operation.js';
import { type AskedAssociations, Associations, single, UuidPipe } from '../../http/parameters/parameters.js';
import { PortalDirectory } from './portal-directory.js';
import { entryToPortalDto, PORTAL_ASSOCIATIONS, PortalDto, toPortalDto } from './portal.dto.js';
import {
  BRAND_PARAMETER,
  HOSTNAME_PARAMETER,
  PORTAL_EXAMPLE,
  PORTAL_WITH_BRAND_EXAMPLE,
  PORTAL_WITH_TOKEN_EXAMPLE,
} from './portal.examples.js';
import { NoPortalAtHostname } from './portals.errors.js';
import { PortalsService } from './portals.service.js';

const MIN_HOSTNAME = 5;

@BrandApi()
@ApiTags('Portals')
@Controller()
export class PortalsController {
  constructor(
    private readonly portals: PortalsService,
    private readonly directory: PortalDirectory,
    private readonly config: Config,
  ) {}

  /**
   * Answers with the brand's portal, after creating it if there is none. A new portal takes the brand's default lead
   * channel, which is created as well if there is none. Any number of calls, also at the same moment, leave one portal;
   * the one that created it is answered with its `token`, which is never shown again. A body is ignored.
   */
  @Put('brands/:brand/portal')
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @Operation({
    summary: 'Ensure a brand has a portal',
    returns: PortalDto,
    example: PORTAL_WITH_BRAND_EXAMPLE,
    errors: [404],
    associations: PORTAL_ASSOCIATIONS,
  })
  async ensure(
    @Param('brand', UuidPipe) brand: string,
    @Associations() asked: AskedAssociations,
  ): Promise<PortalDto> {
    const { portal, token } = await this.portals.ensure(brand, asked);
    return toPortalDto(portal, asked, this.config.defaultBaseUrl, token);
  }

  /** Answers with the brand's portal. 404 where it has none yet. */
  @Get('brands/:brand/portal')
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @Operation({
    summary: 'Get the portal of a brand',
    returns: PortalDto,
    example: PORTAL_WITH_BRAND_EXAMPLE,
    errors: [404],
    associations: PORTAL_ASSOCIATIONS,
  })
  async get(
    @Param('brand', UuidPipe) brand: string,
    @Associations() asked: AskedAssociations,
  ): Promise<PortalDto> {
    return toPortalDto(await this.portals.get(brand, asked), asked, this.config.defaultBaseUrl);
  }

  /**
   * Finds the portal that a visitor's address belongs to. Letter case and one trailing dot do not matter. Beside the
   * hostnames that were attached, `<slug>.<portal domain>` finds the portal with that slug.
   */
  @Get('portals/search')
  @Public()
  @ApiQuery(HOSTNAME_PARAMETER)
  @Operation({
    summary: 'Look up a portal by hostname',
    returns: PortalDto,
    example: { ...PORTAL_EXAMPLE, hostnames: ['portal-testhost'] },
    errors: [404],
    associations: PORTAL_ASSOCIATIONS,
  })
  async search(@Req() request: Request, @Associations() asked: AskedAssociations): Promise<PortalDto> {
    const hostname = single(request.query, 'hostname');
    if (hostname === undefined || hostname.length < MIN_HOSTNAME) {
      throw ValidationFailed.at('hostname', `has to be a string of at least ${MIN_HOSTNAME} characters`);
    }
    const entry = await this.directory.byHostname(hostname);
    if (!entry) throw new NoPortalAtHostname(hostname);
    if (asked.size === 0) return entryToPortalDto(entry);
    return toPortalDto(await this.portals.getById(entry.id, asked), asked, this.config.defaultBaseUrl);
  }

  /** Replaces the portal's token. The answer carries the new `token`, once; the former one stops at once. */
  @Post('brands/:brand/portal/token')
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @Operation({
    summary: "Rotate the token of a brand's portal",
    returns: PortalDto,
    example: PORTAL_WITH_TOKEN_EXAMPLE,
    errors: [404],
    associations: PORTAL_ASSOCIATIONS,
  })
  async rotateToken(
    @Param('brand', UuidPipe) brand: string,
    @Associations() asked: AskedAssociations,
  ): Promise<PortalDto> {
    const { portal, token } = await this.portals.rotateToken(brand, asked);
    return toPortalDto(portal, asked, this.config.defaultBaseUrl, token);
  }
}

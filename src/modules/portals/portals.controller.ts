import { Controller, Get, Post, Put } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { BearerOfBrand, type Caller, CurrentCaller, Public } from '../../http/access/access.js';
import { NeverStored } from '../../http/access/never-stored.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { longEnough } from './hostname.js';
import { PortalDirectory } from './portal-directory.js';
import { entryToPortalDto, PORTAL_ASSOCIATIONS, PortalDto, toPortalDto } from './portal.dto.js';
import { NO_PORTAL, PORTAL_EXAMPLE, PORTAL_WITH_TOKEN_EXAMPLE } from './portal.examples.js';
import { HostnameQuery } from './portal.parameters.js';
import { NoPortalAtHostname } from './portals.errors.js';
import { PortalsService } from './portals.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Portals')
@Controller()
export class PortalsController {
  constructor(
    private readonly portals: PortalsService,
    private readonly directory: PortalDirectory,
    private readonly config: Config,
  ) {}

  /**
   * Ensure a brand has a portal
   * @remarks Answers with the brand's portal, after creating it if there is none. A new portal takes the brand's
   * default lead channel, which is created as well if there is none. Any number of calls, also at the same moment,
   * leave one portal; the one that created it is answered with its `token`, which is never shown again. A body is
   * ignored.
   */
  @Put('brands/:brand/portal')
  @BearerOfBrand()
  @NeverStored()
  @ApiEntityResponse(PortalDto, { example: PORTAL_WITH_TOKEN_EXAMPLE })
  async ensurePortal(
    @CurrentCaller() { brandId }: Caller,
    @Associations(PORTAL_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<PortalDto> {
    const { portal, token } = await this.portals.ensure(brandId, asked);
    return toPortalDto(portal, asked, this.config.defaultBaseUrl, token);
  }

  /**
   * Get the portal of a brand
   * @remarks Answers with the brand's portal. 404 where it has none yet.
   */
  @Get('brands/:brand/portal')
  @BearerOfBrand()
  @ApiEntityResponse(PortalDto, { example: PORTAL_EXAMPLE, errors: { 404: NO_PORTAL } })
  async getPortal(
    @CurrentCaller() { brandId }: Caller,
    @Associations(PORTAL_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<PortalDto> {
    return toPortalDto(await this.portals.get(brandId, asked), asked, this.config.defaultBaseUrl);
  }

  /**
   * Look up a portal by hostname
   * @remarks Finds the portal that a visitor's address belongs to. Letter case and one trailing dot do not matter.
   * Beside the hostnames that were attached, `<slug>.<portal domain>` finds the portal with that slug.
   */
  @Get('portals/search')
  @Public()
  @ApiEntityResponse(PortalDto, {
    example: { ...PORTAL_EXAMPLE, hostnames: ['portal-testhost'] },
    errors: {
      400: { path: 'hostname', message: 'must be at least 5 characters long' },
      404: 'Portal with hostname portal-testhost not found',
    },
  })
  async lookUpPortal(
    @HostnameQuery('Hostname to look up; at least 5 characters, once in ASCII', longEnough) hostname: string,
    @Associations(PORTAL_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<PortalDto> {
    const entry = await this.directory.byHostname(hostname);
    if (!entry) throw new NoPortalAtHostname(hostname);
    if (asked.size === 0) return entryToPortalDto(entry);
    return toPortalDto(await this.portals.getById(entry.id, asked), asked, this.config.defaultBaseUrl);
  }

  /**
   * Rotate the token of a brand's portal
   * @remarks Replaces the portal's token. The answer carries the new `token`, once; the former one stops at once.
   */
  @Post('brands/:brand/portal/token')
  @Idempotent({ secret: true })
  @BearerOfBrand()
  @NeverStored()
  @ApiEntityResponse(PortalDto, { example: PORTAL_WITH_TOKEN_EXAMPLE, errors: { 404: NO_PORTAL } })
  async rotatePortalToken(
    @CurrentCaller() { brandId }: Caller,
    @Associations(PORTAL_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<PortalDto> {
    const { portal, token } = await this.portals.rotateToken(brandId, asked);
    return toPortalDto(portal, asked, this.config.defaultBaseUrl, token);
  }
}

import { Controller, Delete, Post } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { hostnameIn } from '../portals/hostname.js';
import { PORTAL_ASSOCIATIONS, PortalDto, toPortalDto } from '../portals/portal.dto.js';
import { NO_PORTAL, PORTAL_EXAMPLE } from '../portals/portal.examples.js';
import { HostnameQuery } from '../portals/portal.parameters.js';
import { PortalsService } from '../portals/portals.service.js';
import { AddHostnameDto } from './hostname.dto.js';
import { HostnamesService } from './hostnames.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

const INVALID = { path: 'hostname', message: 'must be a hostname of 5 to 253 characters' };

@BrandApi('Portal Hostnames')
@Controller('brands/:brand/portal/hostnames')
export class HostnamesController {
  constructor(
    private readonly hostnames: HostnamesService,
    private readonly portals: PortalsService,
    private readonly config: Config,
  ) {}

  /**
   * Add a hostname to a brand's portal
   * @remarks Attaches a hostname to the brand's portal. A hostname belongs to one portal, across all brands. Attaching
   * one that this portal already has changes nothing, save that `is_default: true` makes it the default. A portal has
   * at most 100; one more is 409.
   */
  @Post()
  @Idempotent()
  @BearerOfBrand()
  @ApiEntityResponse(PortalDto, {
    example: { ...PORTAL_EXAMPLE, hostnames: ['portal-testhost'] },
    errors: { 400: INVALID, 404: NO_PORTAL, 409: 'hostname portal-testhost belongs to another portal' },
  })
  async addHostname(
    @CurrentCaller() { brandId }: Caller,
    @JsonBody({ example: { hostname: 'portal-testhost', is_default: true } }) input: AddHostnameDto,
    @Associations(PORTAL_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<PortalDto> {
    await this.hostnames.add(brandId, input.hostname, input.is_default ?? false);
    return toPortalDto(await this.portals.get(brandId, asked), asked, this.config.defaultBaseUrl);
  }

  /**
   * Remove a hostname from a brand's portal
   * @remarks Detaches a hostname, which is then free for any portal. One that is not attached is no error. Removing the
   * default hostname makes no other one the default.
   */
  @Delete()
  @BearerOfBrand()
  @ApiEntityResponse(PortalDto, { example: PORTAL_EXAMPLE, errors: { 400: INVALID, 404: NO_PORTAL } })
  async removeHostname(
    @CurrentCaller() { brandId }: Caller,
    @HostnameQuery('Hostname to detach', hostnameIn) hostname: string,
    @Associations(PORTAL_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<PortalDto> {
    await this.hostnames.remove(brandId, hostname);
    return toPortalDto(await this.portals.get(brandId, asked), asked, this.config.defaultBaseUrl);
  }
}

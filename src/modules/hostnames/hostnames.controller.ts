import { Body, Controller, Delete, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Config } from '../../config/config.js';
import { Bearer } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { Operation } from '../../http/openapi/operation.js';
import { type AskedAssociations, Associations, single, UuidPipe } from '../../http/parameters/parameters.js';
import { PORTAL_ASSOCIATIONS, PortalDto, toPortalDto } from '../portals/portal.dto.js';
import { BRAND_PARAMETER, HOSTNAME_PARAMETER, PORTAL_EXAMPLE } from '../portals/portal.examples.js';
import { PortalsService } from '../portals/portals.service.js';
import { AddHostnameDto } from './hostname.dto.js';
import { HostnamesService } from './hostnames.service.js';

@BrandApi()
@ApiTags('Portal Hostnames')
@Controller('brands/:brand/portal/hostnames')
export class HostnamesController {
  constructor(
    private readonly hostnames: HostnamesService,
    private readonly portals: PortalsService,
    private readonly config: Config,
  ) {}

  /**
   * Attaches a hostname to the brand's portal. A hostname belongs to one portal, across all brands. Attaching one that
   * this portal already has changes nothing, save that `is_default: true` makes it the default.
   */
  @Post()
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @ApiBody({
    type: AddHostnameDto,
    examples: { demo: { value: { hostname: 'portal-testhost', is_default: true } } },
  })
  @Operation({
    summary: "Add a hostname to a brand's portal",
    returns: PortalDto,
    example: { ...PORTAL_EXAMPLE, hostnames: ['portal-testhost'] },
    errors: [404, 409, 413],
    associations: PORTAL_ASSOCIATIONS,
  })
  async add(
    @Param('brand', UuidPipe) brand: string,
    @Body() input: AddHostnameDto,
    @Associations() asked: AskedAssociations,
  ): Promise<PortalDto> {
    await this.hostnames.add(brand, input.hostname, input.is_default ?? false);
    return toPortalDto(await this.portals.get(brand, asked), asked, this.config.defaultBaseUrl);
  }

  /**
   * Detaches a hostname, which is then free for any portal. One that is not attached is no error. Removing the default
   * hostname makes no other one the default.
   */
  @Delete()
  @Bearer()
  @ApiParam(BRAND_PARAMETER)
  @ApiQuery({ ...HOSTNAME_PARAMETER, description: 'Hostname to detach' })
  @Operation({
    summary: "Remove a hostname from a brand's portal",
    returns: PortalDto,
    example: PORTAL_EXAMPLE,
    errors: [404],
    associations: PORTAL_ASSOCIATIONS,
  })
  async remove(
    @Param('brand', UuidPipe) brand: string,
    @Req() request: Request,
    @Associations() asked: AskedAssociations,
  ): Promise<PortalDto> {
    const hostname = single(request.query, 'hostname');
    if (hostname === undefined) throw ValidationFailed.at('hostname', 'is missing');
    await this.hostnames.remove(brand, hostname);
    return toPortalDto(await this.portals.get(brand, asked), asked, this.config.defaultBaseUrl);
  }
}

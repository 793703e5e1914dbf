import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import { PORTAL_PARAMETER } from '../portals/portal.examples.js';
import {
  CheckAccessDto,
  PortalAccessDto,
  ShownConfigDto,
  toPortalAccessDto,
  toShownConfigDto,
} from './admission.dto.js';
import { PORTAL_ACCESS_EXAMPLE, SHOWN_CONFIG_EXAMPLE } from './admission.examples.js';
import { AdmissionService } from './admission.service.js';

@BrandApi()
@ApiTags('Portal Access')
@Controller('portals/:id')
export class AdmissionController {
  constructor(private readonly access: AdmissionService) {}

  /**
   * Says whether the portal's config lets a visitor in, and which config applies to them. Only an entry of `users` lets
   * anybody in: one for their address, for exactly their domain (`*@company.com` covers no sub-domains), or for
   * everybody (`*`). What is different for them is merged over the portal's config in this order: the groups they are
   * in, then `*`, the domain, the address. Objects merge deep, arrays and scalars replace, null removes.
   *
   * Whether the address is really the visitor's is for the caller to know. What is no address is not let in.
   */
  @Post('access')
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @Operation({
    summary: 'Check whether a visitor may enter',
    returns: PortalAccessDto,
    example: PORTAL_ACCESS_EXAMPLE,
    errors: [413],
  })
  async check(
    @CurrentPortal() portal: CallingPortal,
    @Body() { email }: CheckAccessDto,
  ): Promise<PortalAccessDto> {
    return toPortalAccessDto(email, await this.access.admit(portal, email));
  }

  /**
   * What a front end may show to anybody: the layout, the texts of the sign-in page, and how the apps present
   * themselves, except those that are hidden. Nothing of who may enter, and no settings of apps.
   */
  @Get('config')
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @Operation({
    summary: 'Get what to show before sign-in',
    returns: ShownConfigDto,
    example: SHOWN_CONFIG_EXAMPLE,
  })
  async config(@CurrentPortal() portal: CallingPortal): Promise<ShownConfigDto> {
    return toShownConfigDto(await this.access.config(portal));
  }
}

import { Controller, Get, Post } from '@nestjs/common';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse } from '../../http/openapi/responses.js';
import { UNKNOWN_PORTAL } from '../portals/portal.examples.js';
import {
  CheckAccessDto,
  PortalAccessDto,
  ShownConfigDto,
  toPortalAccessDto,
  toShownConfigDto,
} from './admission.dto.js';
import { PORTAL_ACCESS_EXAMPLE, SHOWN_CONFIG_EXAMPLE } from './admission.examples.js';
import { AdmissionService } from './admission.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Portal Access')
@Controller('portals/:id')
export class AdmissionController {
  constructor(private readonly admission: AdmissionService) {}

  /**
   * Check whether a visitor may enter
   * @remarks Says whether the portal's config lets a visitor in, and which config applies to them. Only an entry of
   * `users` lets anybody in: one for their address, for exactly their domain (`*@company.com` covers no sub-domains),
   * or for everybody (`*`). What is different for them is merged over the portal's config in this order: the groups
   * they are in, then `*`, the domain, the address. Objects merge deep, arrays and scalars replace, null removes.
   *
   * Whether the address is really the visitor's is for the caller to know. What is no address is not let in.
   */
  @Post('access')
  @Idempotent()
  @PortalToken()
  @ApiEntityResponse(PortalAccessDto, {
    example: PORTAL_ACCESS_EXAMPLE,
    errors: { 400: { path: 'email', message: 'is required' }, 404: UNKNOWN_PORTAL },
  })
  async checkAccess(
    @CurrentPortal() portal: CallingPortal,
    @JsonBody({ example: { email: 'dana@example.com' } }) { email }: CheckAccessDto,
  ): Promise<PortalAccessDto> {
    return toPortalAccessDto(email, await this.admission.admit(portal, email));
  }

  /**
   * Get what to show before sign-in
   * @remarks What a front end may show to anybody: the layout, the texts of the sign-in page, and how the apps present
   * themselves, except those that are hidden. Nothing of who may enter, and no settings of apps.
   */
  @Get('config')
  @PortalToken()
  @ApiEntityResponse(ShownConfigDto, { example: SHOWN_CONFIG_EXAMPLE, errors: { 404: UNKNOWN_PORTAL } })
  async getShownConfig(@CurrentPortal() portal: CallingPortal): Promise<ShownConfigDto> {
    return toShownConfigDto(await this.admission.config(portal));
  }
}

import { Controller, Get } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { BearerOfUser, type Caller, CurrentCaller } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { OwnRoleDto, ROLE_ORDERS, toOwnRoleDto } from './role.dto.js';
import { OWN_ROLE_EXAMPLE } from './role.examples.js';
import { RolesService } from './roles.service.js';

@BrandApi('Users')
@Controller('users/self/roles')
export class OwnRolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly config: Config,
  ) {}

  /**
   * List one's own roles
   * @remarks Lists the roles of the token's user, each with its brand, oldest first unless ordered otherwise: how a
   * client finds out which brands there are for it. Brands below those are not listed.
   */
  @Get()
  @BearerOfUser()
  @ApiPageResponse(OwnRoleDto, { example: [OWN_ROLE_EXAMPLE] })
  async listOwnRoles(
    @CurrentCaller() caller: Caller,
    @Paged(ROLE_ORDERS) paging: Paging,
  ): Promise<Page<OwnRoleDto>> {
    const roles = await this.roles.listOf(caller.userId, paging);
    return roles.map((role) => toOwnRoleDto(role, this.config.defaultBaseUrl));
  }
}

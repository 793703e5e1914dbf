import { Controller, Delete, Get, Post } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { BrandRoleDto, CreateBrandRoleDto, ROLE_ORDERS, toBrandRoleDto } from './role.dto.js';
import { NO_ROLE, ROLE_EXAMPLE, ROLE_INPUT } from './role.examples.js';
import { RoleId } from './role.parameters.js';
import { OwnerRoleStays, RoleNameTaken } from './roles.errors.js';
import { RolesService } from './roles.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Brand Roles')
@Controller('brands/:brand/roles')
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  /**
   * Create a role
   * @remarks Makes a role of the brand, which nobody has yet. Whoever has any role in a brand may act in it and in all
   * brands below, and look after their roles, members and keys; `acl` is kept for front ends to go by, and is not
   * enforced by this service yet.
   */
  @Post()
  @Idempotent()
  @BearerOfBrand()
  @ApiEntityResponse(BrandRoleDto, {
    example: { ...ROLE_EXAMPLE, ...ROLE_INPUT },
    errors: {
      400: { path: 'role', message: 'is required' },
      409: new RoleNameTaken(ROLE_INPUT.role).message,
    },
  })
  async createBrandRole(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: ROLE_INPUT }) input: CreateBrandRoleDto,
  ): Promise<BrandRoleDto> {
    return toBrandRoleDto(await this.roles.create(caller.brandId, input));
  }

  /**
   * List the roles of a brand
   * @remarks Lists the brand's own roles, oldest first unless ordered otherwise. Who has one in a brand above may act
   * here as well, and is not listed.
   */
  @Get()
  @BearerOfBrand()
  @ApiPageResponse(BrandRoleDto, { example: [ROLE_EXAMPLE] })
  async listBrandRoles(
    @CurrentCaller() caller: Caller,
    @Paged(ROLE_ORDERS) paging: Paging,
  ): Promise<Page<BrandRoleDto>> {
    return (await this.roles.list(caller.brandId, paging)).map(toBrandRoleDto);
  }

  /**
   * Delete a role
   * @remarks Its members have it no more. The role Owner stays, in every brand.
   */
  @Delete(':role')
  @BearerOfBrand()
  @ApiEmptyResponse({ 404: NO_ROLE, 409: new OwnerRoleStays().message })
  async deleteBrandRole(@CurrentCaller() caller: Caller, @RoleId() role: string): Promise<void> {
    await this.roles.delete(caller.brandId, role);
  }
}

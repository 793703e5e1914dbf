import { Controller, Delete, Get, Post } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { NeverStored } from '../../http/access/never-stored.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { toUserDto, UserDto } from '../users/user.dto.js';
import { USER_EXAMPLE } from '../users/user.examples.js';
import { MembersService } from './members.service.js';
import { AddedMemberDto, AddMemberDto, MEMBER_ORDERS } from './role.dto.js';
import { ADDED_MEMBER_EXAMPLE, MEMBER_INPUT, NO_ROLE } from './role.examples.js';
import { MemberId, RoleId } from './role.parameters.js';
import { LastOwnerStays, VouchedForElsewhere } from './roles.errors.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Brand Roles')
@Controller('brands/:brand/roles/:role/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  /**
   * Give a role to a user
   * @remarks Gives the role to a user, who may have it already. A user is named by `email`, or by
   * `user`, among those with a role somewhere in this tenant. An `email` that nobody has makes a user.
   *
   * The brand that makes a user vouches for it, and so do those above. Where another brand made the user, that one, or a
   * brand above both, has to give the role: 409. A brand above takes the user over: password, tokens and keys end, and the
   * user is invited anew; likewise a user who has no role any more.
   *
   * Who has no password yet, and no role but in this brand and below, is invited: the answer carries an `invitation`,
   * which is shown once and good for seven days. `POST /users/password` takes it. Doing the same again makes another one.
   */
  @Post()
  @Idempotent({ secret: (json) => json.includes('"invitation":"') })
  @BearerOfBrand()
  @NeverStored()
  @ApiEntityResponse(AddedMemberDto, {
    example: ADDED_MEMBER_EXAMPLE,
    errors: {
      400: { path: 'email', message: 'must be an e-mail address' },
      404: NO_ROLE,
      409: new VouchedForElsewhere().message,
    },
  })
  async addMember(
    @CurrentCaller() { brandId }: Caller,
    @RoleId() role: string,
    @JsonBody({ example: MEMBER_INPUT }) input: AddMemberDto,
  ): Promise<AddedMemberDto> {
    const { user, invitation } = await this.members.add(brandId, role, input);
    return { ...toUserDto(user, brandId), ...(invitation !== undefined && { invitation }) };
  }

  /**
   * List the members of a role
   * @remarks Lists the users who have the role, the oldest user first unless ordered otherwise.
   */
  @Get()
  @BearerOfBrand()
  @ApiPageResponse(UserDto, { example: [USER_EXAMPLE], errors: { 404: NO_ROLE } })
  async listMembers(
    @CurrentCaller() { brandId }: Caller,
    @RoleId() role: string,
    @Paged(MEMBER_ORDERS) paging: Paging,
  ): Promise<Page<UserDto>> {
    return (await this.members.list(brandId, role, paging)).map((user) => toUserDto(user, brandId));
  }

  /**
   * Take a role from a user
   * @remarks The user has the role no more, and stays a user. The last Owner of a brand without a parent stays.
   */
  @Delete(':user')
  @BearerOfBrand()
  @ApiEmptyResponse({ 404: NO_ROLE, 409: new LastOwnerStays().message })
  async removeMember(
    @CurrentCaller() { brandId }: Caller,
    @RoleId() role: string,
    @MemberId() user: string,
  ): Promise<void> {
    await this.members.remove(brandId, role, user);
  }
}

import { Controller, Get, Post, Put } from '@nestjs/common';
import { BearerOfUser, type Caller, CurrentCaller, Public } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse } from '../../http/openapi/responses.js';
import { RolesService } from '../brands/roles.service.js';
import { SetPasswordDto, toUserDto, UpdateUserDto, UserDto } from '../users/user.dto.js';
import { INVITATION_EXAMPLE, PASSWORD_EXAMPLE, USER_EXAMPLE } from '../users/user.examples.js';
import { InvitationNotGood } from '../users/users.errors.js';
import { UsersService } from '../users/users.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

const RENAMED = { first_name: 'Olive', last_name: 'Owner', phone_number: '+12025550143' };

@BrandApi('Users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly roles: RolesService,
  ) {}

  /**
   * Get oneself
   * @remarks Whom the token acts for. `brand` is the one that acts where a request names none.
   */
  @Get('self')
  @BearerOfUser()
  @ApiEntityResponse(UserDto, { example: USER_EXAMPLE })
  async getSelf(@CurrentCaller() { userId, homeBrandId }: Caller): Promise<UserDto> {
    return toUserDto(await this.users.get(userId), homeBrandId);
  }

  /**
   * Change oneself
   * @remarks Changes what is given of the token's user, and leaves the rest as it is. The e-mail address stays.
   */
  @Put('self')
  @BearerOfUser()
  @ApiEntityResponse(UserDto, {
    example: { ...USER_EXAMPLE, ...RENAMED },
    errors: { 400: { path: 'first_name', message: 'must be 1 to 100 characters long' } },
  })
  async updateSelf(
    @CurrentCaller() { userId, homeBrandId }: Caller,
    @JsonBody({ example: RENAMED }) input: UpdateUserDto,
  ): Promise<UserDto> {
    return toUserDto(await this.users.update(userId, input), homeBrandId);
  }

  /**
   * Set a password
   * @remarks Takes the invitation that the answer of giving somebody a role carries, and ends it, with all others of
   * that user. From then on the user gets tokens by e-mail address and password. Whatever tokens the user had end.
   */
  @Post('password')
  @Idempotent()
  @Public()
  @ApiEntityResponse(UserDto, {
    example: USER_EXAMPLE,
    errors: {
      400: { path: 'password', message: 'must be a string of 12 to 1000 characters' },
      401: new InvitationNotGood().message,
    },
  })
  async setPassword(
    @JsonBody({ example: { token: INVITATION_EXAMPLE, password: PASSWORD_EXAMPLE } }) input: SetPasswordDto,
  ): Promise<UserDto> {
    const userId = await this.users.setPassword(input.token, input.password);
    return toUserDto(await this.users.get(userId), (await this.roles.homeOf(userId)) ?? null);
  }
}

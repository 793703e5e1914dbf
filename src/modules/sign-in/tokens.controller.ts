import { Controller, Header, Post, UseFilters } from '@nestjs/common';
import { Public } from '../../http/access/access.js';
import { ClientAddress } from '../../http/access/client-address.js';
import { NeverStored } from '../../http/access/never-stored.js';
import { JsonBody } from '../../http/body/json-body.js';
import { SCHEMES } from '../../http/errors/errors.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ErrorsShaped } from '../../http/openapi/errors.js';
import { ApiResourceResponse } from '../../http/openapi/responses.js';
import { Plain } from '../../http/response/plain.js';
import { SentAuthorization } from './sent-authorization.js';
import { refusalOf } from './sign-in.errors.js';
import { SignInService } from './sign-in.service.js';
import { TOKEN_EXAMPLE, TOKEN_REQUEST_EXAMPLES } from './token.examples.js';
import { TokenDto, TokenErrorDto, TokenRequestDto, toTokenDto } from './token.dto.js';
import { TokenErrorFilter } from './token-error.filter.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Tokens')
@Controller('oauth2/token')
@UseFilters(TokenErrorFilter)
export class TokensController {
  constructor(private readonly signIn: SignInService) {}

  /**
   * Get an access token
   * @remarks OAuth 2 (RFC 6749), as JSON or as a form. Members that a grant does not take are ignored.
   *
   * - `password`: by the e-mail address and the password of a user. After 10 failures for an address of an account, or
   *   50 from one client, within 15 minutes, more are 429, right ones too.
   * - `refresh_token`: by the refresh token of the last answer, for the next pair. Each is good once. One that comes
   *   again, even at the same moment, ends all tokens that came of the same sign-in: somebody may have stolen it.
   * - `client_credentials`: by a secret key, whose id is the `client_id`; also as HTTP Basic. There is no refresh token.
   *
   * The token acts for the user in every brand that the user has a role in or above. `brand` is the topmost one, the
   * oldest if there are several; with `client_credentials` it is that of the key. A new password, or the deletion of
   * the user or of the key, ends the tokens.
   */
  @Post()
  @Idempotent({ secret: true, apart: true })
  @Public()
  @NeverStored()
  @Header('Pragma', 'no-cache')
  @ApiResourceResponse(TokenDto, {
    example: TOKEN_EXAMPLE,
    errors: {
      400: { path: 'grant_type', message: 'is required' },
      401: 'The client is unknown, or its secret is wrong',
    },
  })
  @ErrorsShaped({
    type: TokenErrorDto,
    beside: (status, message) => ({ error: refusalOf(status), error_description: message }),
    scheme: SCHEMES.basic,
  })
  async getToken(
    @JsonBody({ examples: TOKEN_REQUEST_EXAMPLES, orForm: true }) input: TokenRequestDto,
    @ClientAddress() address: string,
    @SentAuthorization() authorization: string | undefined,
  ): Promise<Plain> {
    return new Plain(toTokenDto(await this.signIn.issue(input, { address, authorization })));
  }
}

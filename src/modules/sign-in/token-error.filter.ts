import { Catch } from '@nestjs/common';
import type { Dialect } from '../../http/dialect.js';
import { ErrorFilter } from '../../http/errors/error.filter.js';
import type { ApiError } from '../../http/errors/errors.js';
import { refusalOf, TokenRefused } from './sign-in.errors.js';

/** Tells of errors as RFC 6749 wants it, beside how the brand API does. */
@Catch()
export class TokenErrorFilter extends ErrorFilter {
  protected override bodyOf(error: ApiError, dialect: Dialect): object {
    return {
      error: error instanceof TokenRefused ? error.refusal : refusalOf(error.status),
      error_description: error.message,
      ...super.bodyOf(error, dialect),
    };
  }
}

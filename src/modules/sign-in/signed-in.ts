import type { IssuedTokens } from '../bearer-auth/access-tokens.service.js';
import type { User } from '../users/user.entity.js';

/** Somebody who was given tokens, and the brand that acts where a request names none. */
export interface SignedIn {
  readonly tokens: IssuedTokens;
  readonly user: User;
  readonly brandId: string;
}

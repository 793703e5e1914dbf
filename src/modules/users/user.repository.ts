import { type RowOf, SelectList } from '../../database/select-list.js';
import { statement } from '../../database/statement.js';
import { Invitation } from './invitation.entity.js';
import { Password } from './password.entity.js';

/** How long an invitation can be used. */
const INVITATION_DAYS = 7;

const PASSWORD = new SelectList(Password, ['user', 'hash']);

/** The password of the live user with the e-mail address `$1`. */
export const FIND_PASSWORD = statement<RowOf<typeof PASSWORD>>(
  'find_password',
  `select ${PASSWORD.of('password')} from passwords password
   join users on users.id = password.user_id
   where lower(users.email) = lower($1) and users.deleted_at is null`,
);

/** `$1` id, `$2` e-mail address, `$3` and `$4` names, `$5` the brand that vouches. No row: somebody has that address, or has just been given it. */
export const CREATE_USER = statement<{ readonly id: string }>(
  'create_user',
  `insert into users (id, email, first_name, last_name, vouched_by_id) values ($1, $2, $3, $4, $5)
   on conflict (lower(email)) where deleted_at is null do nothing
   returning id`,
);

export const FIND_BY_EMAIL = statement<{ readonly id: string }>(
  'find_user_by_email',
  `select id from users where lower(email) = lower($1) and deleted_at is null`,
);

/** Ends the password, the invitations, the tokens and the keys of the user `$1`, for whom the brand `$2` now vouches. */
export const START_ANEW = statement(
  'start_user_anew',
  `with password as (
     delete from passwords where user_id = $1
   ), invitation as (
     delete from invitations where user_id = $1
   ), family as (
     delete from token_families where user_id = $1
   ), key as (
     update secret_keys set deleted_at = now(), updated_at = now() where user_id = $1 and deleted_at is null
   )
   update users set vouched_by_id = $2, updated_at = now() where id = $1`,
);

/** `$1` prefix and `$2` hash of the token, `$3` the user. Those that nobody used in time are swept by the way. */
export const INVITE = statement(
  'invite_user',
  `with invited as (
     insert into invitations (prefix, token_hash, user_id, expires_at)
     values ($1, $2, $3, now() + interval '${INVITATION_DAYS} days')
   ), outdated as (
     select prefix from invitations where expires_at < now() limit 20 for update skip locked
   )
   delete from invitations using outdated where invitations.prefix = outdated.prefix`,
);

const INVITATION = new SelectList(Invitation, ['user', 'tokenHash']);

/** The invitation with the prefix `$1`, if it can still be used. */
export const FIND_INVITATION = statement<RowOf<typeof INVITATION>>(
  'find_invitation',
  `select ${INVITATION.of('invitation')} from invitations invitation
   join users on users.id = invitation.user_id and users.deleted_at is null
   where invitation.prefix = $1 and invitation.expires_at > now()`,
);

/**
 * Uses the invitation with the prefix `$1` and the hash `$2` up, with all others of its user, for the password whose
 * hash is `$3`. No row: another call was faster. A trigger ends the tokens that the user had.
 */
export const SET_PASSWORD = statement<{ readonly userId: string }>(
  'set_password',
  `with used as (
     delete from invitations where prefix = $1 and token_hash = $2 and expires_at > now() returning user_id
   ), others as (
     delete from invitations using used where invitations.user_id = used.user_id and invitations.prefix <> $1
   )
   insert into passwords (user_id, hash) select user_id, $3 from used
   on conflict (user_id) do update set hash = excluded.hash, set_at = now()
   returning user_id as "userId"`,
);

import type { CallingPortal } from '../../http/access/access.js';
import { NotThisPortalsToken } from './portals.errors.js';

/** SQL: it is the token of the portal `p`, or the former one, which still works. */
const isTokenOfPortal = (hash: string): string =>
  `(p.token_hash = ${hash} or (p.former_token_hash = ${hash} and p.former_token_until > now()))`;

/**
 * SQL: `p` is the portal of the request, `$1` its id and `$2` the hash of the token that was sent. The guard has looked
 * already, but may have looked into memory: another instance may have replaced the token a moment ago.
 */
export const IS_CALLING_PORTAL = `p.id = $1 and ${isTokenOfPortal('$2')} and p.deleted_at is null`;

/** What a portal asks about a contact, for a joint statement. */
export interface AskedByPortal {
  readonly portal: string;
  /** Base64. */
  readonly token: string;
  readonly contact: string;
}

export const askedBy = ({ id, tokenHash }: CallingPortal, contact: string): AskedByPortal => ({
  portal: id,
  token: tokenHash.toString('base64'),
  contact,
});

/** SQL: the columns of {@link AskedByPortal} as those of `r`, … */
export const ASKED_BY_PORTAL = 'portal uuid, token text, contact uuid';
/** … and that `p` is the portal that asks. */
export const IS_ASKING_PORTAL = `p.id = r.portal and ${isTokenOfPortal("decode(r.token, 'base64')")} and p.deleted_at is null`;

/**
 * The rows of a statement that has none where {@link IS_CALLING_PORTAL} does not hold.
 * @throws {Unauthorized}
 */
export function authorized<Row>(rows: Row[]): [Row, ...Row[]] {
  if (rows.length === 0) throw new NotThisPortalsToken();
  return rows as [Row, ...Row[]];
}

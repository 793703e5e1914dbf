import { type RowOf, SelectList } from '../../database/select-list.js';
import { shortStatement, statement } from '../../database/statement.js';
import { ownSql } from '../brands/tenant-scope.js';
import { Portal } from './portal.entity.js';

const ENTRY = new SelectList(Portal, [
  'id',
  'brand',
  'slug',
  'tokenHash',
  'formerTokenHash',
  'formerTokenUntil',
  'createdAt',
  'updatedAt',
  'hostnames',
]);

/** What the hot routes need to know of a portal. */
export type PortalEntry = RowOf<typeof ENTRY>;

const entryWhere = (name: string, condition: string) =>
  shortStatement<PortalEntry>(
    name,
    `select ${ENTRY.of('p')} from portals p where p.deleted_at is null and ${condition}`,
  );

export const PORTAL_BY_ID = entryWhere('portal_by_id', 'p.id = $1');
export const PORTAL_BY_SLUG = entryWhere('portal_by_slug', 'p.slug = $1');
export const PORTAL_BY_HOSTNAME = entryWhere(
  'portal_by_hostname',
  'p.id = (select portal_id from portal_hostnames where hostname = $1)',
);

/** Marks the portal of the brand `$1` as deleted, and gives away what only one can have. No row: it has none. */
export const DELETE_PORTAL = statement<{ readonly id: string }>(
  'delete_portal',
  `with gone as (
     update portals p set deleted_at = now(), updated_at = now(), token_hash = null
     where ${ownSql('p', '$1')}
     returning p.id
   ), freed as (
     delete from portal_hostnames where portal_id in (select id from gone)
   ), unlisted as (
     delete from portal_scopes where portal_id in (select id from gone)
   )
   select id from gone`,
);

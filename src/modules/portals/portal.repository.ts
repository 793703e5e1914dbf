import { type RowOf, SelectList } from '../../database/select-list.js';
import { shortStatement } from '../../database/statement.js';
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

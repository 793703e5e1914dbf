import { type RowOf, SelectList } from '../../database/select-list.js';
import type { Sized } from '../../database/sized-reads.js';
import { shortStatement, statement } from '../../database/statement.js';
import { ownSql } from '../brands/tenant-scope.js';
import { IS_CALLING_PORTAL } from '../portals/calling-portal.js';
import { Contact } from './contact.entity.js';

const CONTACT = SelectList.without(
  Contact,
  'activityCount',
  'attributeCount',
  'attributeBytes',
  'searchText',
);

/** A contact as it is answered. */
export type ContactRow = RowOf<typeof CONTACT>;

/**
 * Contacts by their ids, deleted ones too. `$1` ids, `$2` how many bytes of text to read at most: where their attributes have
 * more, there is one row, of nulls.
 */
export const CONTACTS_BY_ID = statement<Sized & (ContactRow | { readonly id: null })>(
  'contacts_by_id',
  `select size.bytes, c.*
   from (
     select coalesce(sum(attribute_bytes), 0)::float8 as bytes from contacts where id = any($1::uuid[])
   ) size
   left join lateral (
     select ${CONTACT.of('c')} from contacts c where c.id = any($1::uuid[]) and size.bytes <= $2::bigint
   ) c on true`,
);

/** One row of a portal's look-up: null where there is no such contact. No row: the token is not (or no longer) the portal's. */
interface Found {
  readonly id: string | null;
}

/** `$1` portal, `$2` hash of its token, `$3` contact. */
export const CONTACT_OF_PORTAL = shortStatement<Found>(
  'contact_of_portal',
  `select c.id from portals p left join contacts c on c.id = $3::uuid and ${ownSql('c', 'p.brand_id')}
   where ${IS_CALLING_PORTAL}`,
);

/** The oldest that has the value. `$1` portal, `$2` hash of its token, `$3` type of attribute, `$4` value in its normal form. */
export const CONTACT_OF_PORTAL_WITH = shortStatement<Found>(
  'contact_of_portal_with_value',
  `select c.id
   from portals p
   left join lateral (
     select c.id from contact_attributes a
     join contacts c on c.id = a.contact_id and ${ownSql('c', 'p.brand_id')}
     where a.attribute_type = $3::text and lower("left"(a.text, 64)) = lower("left"($4::text, 64)) and a.text = $4::text
       and a.deleted_at is null
     order by c.created_at, c.id limit 1
   ) c on true
   where ${IS_CALLING_PORTAL}`,
);

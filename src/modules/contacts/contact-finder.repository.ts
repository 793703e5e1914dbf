import { statement } from '../../database/statement.js';
import { ownSql } from '../brands/tenant-scope.js';
import { IS_CALLING_PORTAL } from '../portals/calling-portal.js';

/** A row, if the token is the portal's. `$1` portal, `$2` hash of its token. */
export const CALLING_PORTAL = statement('calling_portal', `select from portals p where ${IS_CALLING_PORTAL}`);

/**
 * Until the end of the transaction nobody else finds or makes a contact of the brand that is reached by one of these.
 * `$1` brand, `$2` normal forms of e-mail addresses and phone numbers. All take their locks in one order.
 */
export const LOCK_REACHED_BY = statement(
  'lock_contacts_reached_by',
  `select pg_advisory_xact_lock(key)
   from (
     select distinct hashtextextended($1 || ' ' || reach, 0) as key from unnest($2::text[]) reach order by key
   ) keys`,
);

/**
 * The brand's oldest contact that has one of the e-mail addresses, else one of the phone numbers; it is locked. `$1` brand,
 * `$2` normal forms, which are never both an address and a number.
 */
export const FIND_REACHED_BY = statement<{ id: string }>(
  'find_contact_reached_by',
  `select c.id
   from contact_attributes a
   join contacts c on c.id = a.contact_id and ${ownSql('c', '$1')}
   where a.attribute_type in ('email', 'phone_number') and a.text = any($2::text[]) and a.deleted_at is null
     -- what the index has of it
     and lower("left"(a.text, 64)) = any(array(select lower("left"(reach, 64)) from unnest($2::text[]) reach))
   order by a.attribute_type <> 'email', c.created_at, c.id
   limit 1
   for no key update of c`,
);

/** `$1` id, `$2` brand, `$3` user or null. */
export const MAKE_CONTACT = statement(
  'make_contact',
  'insert into contacts (id, brand_id, created_by_id, updated_by_id) values ($1, $2, $3::uuid, $3::uuid)',
);

/** Types of which the contact `$1` has one at most, and has it. */
export const SINGULAR_TYPES_OF_CONTACT = statement<{ attributeType: string }>(
  'singular_types_of_contact',
  `select attribute_type as "attributeType" from contact_attributes
   where contact_id = $1 and is_singular and deleted_at is null`,
);

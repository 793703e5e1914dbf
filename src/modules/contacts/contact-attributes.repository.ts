import type { JointStatement } from '../../database/joint-statements.js';
import { type RowOf, SelectList } from '../../database/select-list.js';
import type { Sized } from '../../database/sized-reads.js';
import { shortStatement, statement } from '../../database/statement.js';
import { ownSql } from '../brands/tenant-scope.js';
import {
  ASKED_BY_PORTAL,
  type AskedByPortal,
  IS_ASKING_PORTAL,
  IS_CALLING_PORTAL,
} from '../portals/calling-portal.js';
import type { AddressDto } from './address.dto.js';
import type { AttributeType } from './attribute-types.js';
import { ContactAttribute } from './contact-attribute.entity.js';
import type { PreparedAttribute } from './prepare-attributes.js';

const ATTRIBUTE = SelectList.without(ContactAttribute, 'isSingular');

export type AttributeRow = RowOf<typeof ATTRIBUTE> & {
  readonly attributeType: AttributeType;
  readonly address: AddressDto | null;
};

/** What prepared attributes are as JSON. */
const INPUT = `i(
  id uuid, "contactId" uuid, "attributeType" text, "isSingular" boolean, "isPrimary" boolean,
  "isPrimaryIfNone" boolean, "isPartner" boolean, label text, index int, text text, date float8, address json)`;

const INPUT_COLUMNS =
  'id, contact_id, attribute_type, is_singular, is_primary, is_partner, label, index, text, date, address';

interface PlainAsked extends AskedByPortal {
  readonly attributes: readonly PreparedAttribute[];
}

/**
 * Adds attributes that leave those the contacts have as they are. `$1` what portals ask. No row: the token is not (or no
 * longer) the portal's, or its brand has no such contact. Triggers count the attributes and move the contacts' `updated_at`.
 */
export const ADD_PLAIN_BY_PORTAL: JointStatement<PlainAsked, AttributeRow> = {
  ...shortStatement(
    'add_plain_contact_attributes_by_portals',
    `insert into contact_attributes as a (${INPUT_COLUMNS})
     select i.id, c.id, i."attributeType", i."isSingular", i."isPrimary", i."isPartner", i.label, i.index, i.text,
            to_timestamp(i.date), i.address
     from json_to_recordset($1::json) as r(${ASKED_BY_PORTAL}, attributes json)
     join portals p on ${IS_ASKING_PORTAL}
     join contacts c on c.id = r.contact and ${ownSql('c', 'p.brand_id')}
     cross join json_to_recordset(r.attributes) as ${INPUT}
     order by c.id
     for no key update of c
     returning ${ATTRIBUTE.of('a')}`,
  ),
  answers: (row, { attributes }) => attributes.some(({ id }) => id === row.id),
};

/**
 * Adds attributes to a contact of the portal's brand, in the order given. `$1` portal, `$2` hash of its token, `$3` contact,
 * `$4` the prepared attributes as JSON. No row: the token is not (or no longer) the portal's. One row of nulls: the brand
 * has no such contact.
 *
 * - The contact is locked first.
 * - Retiring singular attributes and demoting primary ones has to come before the insert, which therefore reads the
 *   count of them.
 * - A statement that waited for the lock still sees the attributes as they were before it waited; the unique indexes
 *   then refuse what it inserts.
 * - Attributes are looked up by `$3`, not by the id that was locked: that leaves PostgreSQL no plan but the
 *   contact's own rows, whatever it believes of the size of the table.
 */
export const ADD_BY_PORTAL = shortStatement<AttributeRow | { id: null }>(
  'add_contact_attributes_by_portal',
  `with portal as (
     select p.brand_id from portals p where ${IS_CALLING_PORTAL}
   ), contact as (
     select c.id from portal join contacts c on c.id = $3 and ${ownSql('c', 'portal.brand_id')}
     for no key update of c
   ), input as (
     select * from json_to_recordset($4::json) as ${INPUT}
   ), replacing as (
     select "attributeType", bool_or("isSingular") as "isSingular"
     from input where "isSingular" or "isPrimary" group by "attributeType"
   ), retired as (
     update contact_attributes a
     set deleted_at = case when r."isSingular" then now() end,
         is_primary = a.is_primary and r."isSingular",
         updated_at = now(), updated_by_id = null
     from contact, replacing r
     where a.contact_id = $3 and a.attribute_type = r."attributeType" and a.deleted_at is null
       and (r."isSingular" or a.is_primary)
     returning a.id
   ), added as (
     insert into contact_attributes (${INPUT_COLUMNS})
     select i.id, contact.id, i."attributeType", i."isSingular",
            i."isPrimary" or i."isPrimaryIfNone" and not exists (
              select from contact_attributes a
              where a.contact_id = $3 and a.attribute_type = i."attributeType"
                and a.is_primary and a.deleted_at is null),
            i."isPartner", i.label, i.index, i.text, to_timestamp(i.date), i.address
     from contact, input i, (select count(*) as count from retired) made_room
     where made_room.count >= 0
     returning *
   )
   select ${ATTRIBUTE.of('a')}
   from portal left join added a on true
   order by a.id`,
);

/** Within a transaction: from here on nobody else adds to the contact, and what was added before is seen. */
export const LOCK_CONTACT = statement('lock_contact', 'select from contacts where id = $1 for no key update');

/**
 * Within the transaction that makes the contacts: `$1` their prepared attributes as JSON, `$2` the user. Thousands of
 * entities would keep the process from everything else for a while.
 */
export const ADD_TO_NEW_CONTACTS = statement(
  'add_attributes_to_new_contacts',
  `insert into contact_attributes (${INPUT_COLUMNS}, created_by_id, updated_by_id)
   select i.id, i."contactId", i."attributeType", i."isSingular", i."isPrimary", i."isPartner", i.label, i.index, i.text, to_timestamp(i.date), i.address, $2::uuid, $2::uuid
   from json_to_recordset($1::json) as ${INPUT}`,
);

/** What an attribute takes besides its text, in the same measure. */
const BYTES_BESIDES = 300;

/**
 * The live attributes of contacts, oldest first. `$1` contacts, `$2` how many of each at most, `$3` how many bytes to read at
 * most: where there are more, there is one row, of nulls.
 */
export const ATTRIBUTES_OF_CONTACTS = statement<Sized & (AttributeRow | { readonly id: null })>(
  'attributes_of_contacts',
  `select size.bytes, a.*
   from (
     select coalesce(sum(attribute_bytes + attribute_count * ${BYTES_BESIDES}), 0)::float8 as bytes
     from contacts where id = any($1::uuid[])
   ) size
   left join unnest($1::uuid[]) contact(id) on size.bytes <= $3::bigint
   left join lateral (
     select ${ATTRIBUTE.of('a')} from contact_attributes a
     where a.contact_id = contact.id and a.deleted_at is null
     order by a.id limit $2::int
   ) a on true`,
);

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

export const ATTRIBUTE = SelectList.without(ContactAttribute, 'isSingular');

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

/** SQL: what an attribute, or an input, states; of two that state the same it is the same, and no contact has both. */
const valueOf = (row: string, date = `${row}.date`): string =>
  `attribute_value(${row}.text, ${date}, ${row}.address)`;
const INPUT_VALUE = valueOf('i', 'to_timestamp(i.date)');

/** An attribute that was asked for, which may have been there before. */
export type AnsweredRow = AttributeRow & {
  /** The id it was to have. */
  readonly askedId: string;
};

/**
 * Adds attributes that leave those the contacts have as they are. `$1` what portals ask. What a contact has already is
 * answered as it is. Rows are missing where the token is not (or no longer) the portal's, its brand has no such contact, or
 * another request adds the same at the same moment. Triggers count what is added and move the contacts' `updated_at`.
 */
export const ADD_PLAIN_BY_PORTAL: JointStatement<PlainAsked, AnsweredRow> = {
  ...shortStatement(
    'add_plain_contact_attributes_by_portals',
    `with asked as (
       select c.id as contact_id, i.*
       from json_to_recordset($1::json) as r(${ASKED_BY_PORTAL}, attributes json)
       join portals p on ${IS_ASKING_PORTAL}
       join contacts c on c.id = r.contact and ${ownSql('c', 'p.brand_id')}
       cross join json_to_recordset(r.attributes) as ${INPUT}
       order by c.id
       for no key update of c
     ), added as (
       insert into contact_attributes (${INPUT_COLUMNS})
       select i.id, i.contact_id, i."attributeType", i."isSingular", i."isPrimary", i."isPartner", i.label, i.index, i.text,
              to_timestamp(i.date), i.address
       from asked i
       on conflict (contact_id, attribute_type, attribute_value(text, date, address)) where deleted_at is null do nothing
       returning *
     )
     select a.id as "askedId", ${ATTRIBUTE.of('a')} from added a
     union all
     select i.id, ${ATTRIBUTE.of('a')}
     from asked i
     join contact_attributes a on a.contact_id = i.contact_id and a.attribute_type = i."attributeType"
       and ${valueOf('a')} = ${INPUT_VALUE} and a.deleted_at is null
     where i.id not in (select id from added)`,
  ),
  answers: ({ askedId }, { attributes }) => attributes.some(({ id }) => id === askedId),
};

/**
 * The part of a statement that adds to one contact what it does not have yet; it begins with the expression `contact`,
 * which locks it, and ends with `answer`.
 *
 * - Retiring singular attributes and demoting primary ones has to come before the insert and the promotions, which
 *   therefore read the count of them.
 * - A statement that waited for the lock still sees the attributes as they were before it waited; the unique indexes
 *   then refuse what it writes.
 * - Attributes are looked up by the parameter, not by the id that was locked: that leaves PostgreSQL no plan but the
 *   contact's own rows, whatever it believes of the size of the table.
 * @param contactId parameter with the id of the contact
 * @param by who adds them
 */
const adding = (contactId: string, attributes: string, by: string): string => `input as (
     select i.*, ${INPUT_VALUE} as value from json_to_recordset(${attributes}::json) as ${INPUT}
   ), known as (
     select i.id as "askedId", a.id, a.is_primary
     from contact, input i
     join contact_attributes a on a.contact_id = ${contactId} and a.attribute_type = i."attributeType"
       and ${valueOf('a')} = i.value and a.deleted_at is null
   ), replacing as (
     select i."attributeType", i."isSingular" and k.id is null as "isSingular"
     from input i left join known k on k."askedId" = i.id
     where i."isSingular" and k.id is null or i."isPrimary" and k.is_primary is not true
   ), retired as (
     update contact_attributes a
     set deleted_at = case when r."isSingular" then now() end,
         is_primary = a.is_primary and r."isSingular",
         updated_at = now(), updated_by_id = ${by}
     from contact, replacing r
     where a.contact_id = ${contactId} and a.attribute_type = r."attributeType" and a.deleted_at is null
       and (r."isSingular" or a.is_primary)
     returning a.id
   ), primaries as (
     select i.id
     from input i, (select count(*) as count from retired) made_room
     where made_room.count >= 0 and (i."isPrimary" or i."isPrimaryIfNone" and not exists (
       select from contact_attributes a
       where a.contact_id = ${contactId} and a.attribute_type = i."attributeType" and a.is_primary and a.deleted_at is null))
   ), promoted as (
     update contact_attributes a
     set is_primary = true, updated_at = now(), updated_by_id = ${by}
     from known k, primaries p
     where k."askedId" = p.id and a.id = k.id and not a.is_primary and a.deleted_at is null
     returning a.*
   ), added as (
     insert into contact_attributes (${INPUT_COLUMNS}, created_by_id, updated_by_id)
     select i.id, contact.id, i."attributeType", i."isSingular", exists (select from primaries p where p.id = i.id),
            i."isPartner", i.label, i.index, i.text, to_timestamp(i.date), i.address, ${by}, ${by}
     from contact, input i, (select count(*) as count from retired) made_room
     where made_room.count >= 0 and i.id not in (select "askedId" from known)
     returning *
   ), answer as (
     select a.id as "askedId", ${ATTRIBUTE.of('a')} from added a
     union all
     select k."askedId", ${ATTRIBUTE.of('a')} from promoted a join known k on k.id = a.id
     union all
     select k."askedId", ${ATTRIBUTE.of('a')}
     from known k join contact_attributes a on a.id = k.id
     where k.id not in (select id from promoted)
   )`;

/**
 * Adds attributes to a contact of the portal's brand. `$1` portal, `$2` hash of its token, `$3` contact, `$4` the prepared
 * attributes as JSON. No row: the token is not (or no longer) the portal's. One row of nulls: the brand has no such contact.
 */
export const ADD_BY_PORTAL = shortStatement<AnsweredRow | { id: null }>(
  'add_contact_attributes_by_portal',
  `with portal as (
     select p.brand_id from portals p where ${IS_CALLING_PORTAL}
   ), contact as (
     select c.id from portal join contacts c on c.id = $3 and ${ownSql('c', 'portal.brand_id')}
     for no key update of c
   ), ${adding('$3', '$4', 'null::uuid')}
   select answer.* from portal left join answer on true`,
);

/** Within a transaction that has locked the contact: adds attributes. `$1` contact, `$2` user or null, `$3` as above. */
export const ADD_TO_LOCKED_CONTACT = statement<AnsweredRow>(
  'add_contact_attributes',
  `with contact as (
     select c.id from contacts c where c.id = $1
   ), ${adding('$1', '$3', '$2::uuid')}
   select * from answer`,
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

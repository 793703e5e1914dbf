import { statement } from '../../database/statement.js';
import { brandsAndBelowSql, ownSql } from '../brands/tenant-scope.js';
import { IS_CALLING_PORTAL } from '../portals/calling-portal.js';
import { ATTRIBUTE, type AttributeRow } from './contact-attributes.repository.js';

// Within a transaction that begins with one of the first two, which lock the contact. Nobody else then writes its
// attributes.

/** A contact of the brand or of one below it. `$1` contact, `$2` the brand in an array, `$3` user. No row: there is none. */
export const TOUCH_CONTACT = statement<{ id: string }>(
  'touch_contact',
  `update contacts c set updated_at = now(), updated_by_id = $3
   from brands b
   where c.id = $1 and c.deleted_at is null and b.id = c.brand_id and b.deleted_at is null
     and ${brandsAndBelowSql('b', '$2')}
   returning c.id`,
);

/**
 * A contact of the portal's brand. `$1` portal, `$2` hash of its token, `$3` contact. No row: the token is not (or no longer)
 * the portal's. Null: the brand has no such contact.
 */
export const TOUCH_CONTACT_BY_PORTAL = statement<{ id: string | null }>(
  'touch_contact_by_portal',
  `with portal as (
     select p.brand_id from portals p where ${IS_CALLING_PORTAL}
   ), touched as (
     update contacts c set updated_at = now(), updated_by_id = null
     from portal
     where c.id = $3 and ${ownSql('c', 'portal.brand_id')}
     returning c.id
   )
   select touched.id from portal left join touched on true`,
);

/** `$1` contact, `$2` ids. */
export const LIVE_ATTRIBUTES = statement<AttributeRow>(
  'live_attributes_of_contact_by_ids',
  `select ${ATTRIBUTE.of('a')} from contact_attributes a
   where a.contact_id = $1 and a.id = any($2::uuid[]) and a.deleted_at is null`,
);

/**
 * Makes way for changes, so that attributes can trade values and the place of the primary one. `$1` contact, `$2` ids of
 * those that lose their value, `$3` types that get another primary one, `$4` user or null.
 */
export const MAKE_WAY = statement(
  'make_way_for_changes',
  `update contact_attributes a
   set deleted_at = case when a.id = any($2::uuid[]) then now() end, is_primary = false,
       updated_at = now(), updated_by_id = $4
   where a.contact_id = $1 and a.deleted_at is null
     and (a.id = any($2::uuid[]) or a.is_primary and a.attribute_type = any($3::text[]))`,
);

/** `$1` contact, `$2` {@link AttributeChange}s as JSON, `$3` user or null. */
export const CHANGE_ATTRIBUTES = statement(
  'change_attributes',
  `update contact_attributes a
   set text = coalesce(i.text, a.text), date = coalesce(to_timestamp(i.date), a.date),
       address = coalesce(i.address, a.address), label = i.label, index = i.index,
       is_primary = i."isPrimary", is_partner = i."isPartner",
       deleted_at = null, updated_at = now(), updated_by_id = $3
   from json_to_recordset($2::json) as i(
     id uuid, text text, date float8, address json, label text, index int, "isPrimary" boolean, "isPartner" boolean)
   where a.contact_id = $1 and a.id = i.id`,
);

/** `$1` contact, `$2` attribute, `$3` user or null. No row: it has no such live one. */
export const REMOVE_ATTRIBUTE = statement<{ attributeType: string }>(
  'remove_attribute',
  `update contact_attributes a set deleted_at = now(), updated_at = now(), updated_by_id = $3
   where a.contact_id = $1 and a.id = $2 and a.deleted_at is null
   returning a.attribute_type as "attributeType"`,
);

/**
 * Of each type that has no primary one the oldest becomes it. `$1` contact, `$2` types, `$3` ids of those that shall not if
 * there is another, `$4` user or null.
 */
export const PROMOTE_OLDEST = statement(
  'promote_oldest_attributes',
  `update contact_attributes a set is_primary = true, updated_at = now(), updated_by_id = $4
   where a.id in (
     select (
       select o.id from contact_attributes o
       where o.contact_id = $1 and o.attribute_type = types.type and o.deleted_at is null
       order by o.id = any($3::uuid[]), o.created_at, o.id limit 1
     )
     from unnest($2::text[]) as types(type)
     where not exists (
       select from contact_attributes p
       where p.contact_id = $1 and p.attribute_type = types.type and p.is_primary and p.deleted_at is null
     )
   )`,
);

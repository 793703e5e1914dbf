import { statement, type Statement } from '../../database/statement.js';
import { brandsAndBelowSql } from '../brands/tenant-scope.js';
import { IS_CALLING_PORTAL } from '../portals/calling-portal.js';

interface Reached {
  /** Null where the portal's brand has no such contact. */
  readonly id: string | null;
}

interface ReachedOfBrand extends Reached {
  readonly brandId: string;
}

/** `c` is the contact `$2`, of one of the brands `$1` or below. */
const IS_LOOKED_AFTER = `c.id = $2 and b.id = c.brand_id and ${brandsAndBelowSql('b', '$1')}`;
/** `c` is the contact `$3` of the portal's brand. */
const IS_OF_PORTAL = 'c.id = $3 and c.brand_id = portal.brand_id';
const CALLING_PORTAL = `portal as (select p.brand_id from portals p where ${IS_CALLING_PORTAL})`;

/** `$1` brands, `$2` contact, `$3` user. No row: there is no such live contact. */
export const DELETE_CONTACT = statement<Reached>(
  'delete_contact',
  `update contacts c set deleted_at = now(), updated_at = now(), updated_by_id = $3
   from brands b where ${IS_LOOKED_AFTER} and c.deleted_at is null
   returning c.id`,
);

/** `$1` portal, `$2` hash of its token, `$3` contact. No row: the token is not (or no longer) the portal's. */
export const DELETE_CONTACT_BY_PORTAL = statement<Reached>(
  'delete_contact_by_portal',
  `with ${CALLING_PORTAL}, deleted as (
     update contacts c set deleted_at = now(), updated_at = now(), updated_by_id = null
     from portal where ${IS_OF_PORTAL} and c.deleted_at is null
     returning c.id
   )
   select deleted.id from portal left join deleted on true`,
);

/** Deleted contacts are reached too. `$1` brands, `$2` contact. */
export const REACH_TO_ERASE = statement<ReachedOfBrand>(
  'reach_contact_to_erase',
  `select c.id, c.brand_id as "brandId" from contacts c, brands b where ${IS_LOOKED_AFTER} for update of c`,
);

/** `$1` portal, `$2` hash of its token, `$3` contact. No row: the token is not (or no longer) the portal's. */
export const REACH_TO_ERASE_BY_PORTAL = statement<ReachedOfBrand>(
  'reach_contact_to_erase_by_portal',
  `with ${CALLING_PORTAL}, contact as (
     select c.id from portal, contacts c where ${IS_OF_PORTAL} for update of c
   )
   select contact.id, portal.brand_id as "brandId" from portal left join contact on true`,
);

/** Searches of the contact that nobody of the brand made: a visitor did. */
const MADE_BY_VISITOR = `s.id in (select l.saved_search_id from saved_search_contacts l where l.contact_id = $1)
     and s.created_by_id is null`;

/**
 * What takes everything of the contact `$1` out of the database but its id, in this order, once the contact is locked. A table
 * that holds something of people has its statement here. Triggers then blank what is derived from it.
 */
export const ERASURE: readonly Statement<unknown>[] = [
  statement('erase_leads', 'delete from leads where contact_id = $1'),
  statement('erase_activities', 'delete from activities where contact_id = $1'),
  // whoever links one of them to somebody else meanwhile has done so before they are looked through, or does it in vain
  statement(
    'lock_searches_to_erase',
    `select from saved_searches s where ${MADE_BY_VISITOR} order by s.id for update`,
  ),
  statement(
    'erase_searches',
    `with links as (
       delete from saved_search_contacts where contact_id = $1
     )
     delete from saved_searches s
     where ${MADE_BY_VISITOR} and not exists (
       select from saved_search_contacts other where other.saved_search_id = s.id and other.contact_id <> $1)`,
  ),
  statement('erase_attributes', 'delete from contact_attributes where contact_id = $1'),
  statement(
    'erase_contact',
    `update contacts set deleted_at = coalesce(deleted_at, now()), updated_at = now(), last_touch = null where id = $1`,
  ),
];

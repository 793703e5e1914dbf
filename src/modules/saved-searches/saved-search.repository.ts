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
import { SavedSearch } from './saved-search.entity.js';

const SEARCH = new SelectList(SavedSearch, ['id', 'title', 'criteria', 'createdAt', 'updatedAt']);

/** A live saved search, as an entity has it too. */
export type SavedSearchRow = RowOf<typeof SEARCH>;

/** The row that says that the caller may ask, and that there is no search. */
export type NoSearch = { readonly [Name in keyof SavedSearchRow]: null };

interface Listed extends Sized {
  /** Of the contact among those asked for, from 1. */
  readonly place: number;
}

const SEARCH_WITHOUT_CRITERIA = new SelectList(SavedSearch, ['id', 'title', 'createdAt', 'updatedAt']);

/**
 * `$1` what portals ask, `$2` how many bytes of criteria to read at most: where there are more, all criteria are null. No row:
 * the token is not (or no longer) the portal's. One row of nulls: the contact has no searches, or is not of the portal's
 * brand.
 */
export const LIST_FOR_CONTACT: JointStatement<AskedByPortal, Listed & (SavedSearchRow | NoSearch)> = {
  ...shortStatement(
    'saved_searches_of_contacts',
    `select r.place::int, ${SEARCH_WITHOUT_CRITERIA.of('s')},
            (sum(s.answer_bytes) over ())::float8 as bytes,
            case when sum(s.answer_bytes) over () <= $2::bigint then s.criteria end as criteria
     from rows from (json_to_recordset($1::json) as (${ASKED_BY_PORTAL}))
       with ordinality as r(portal, token, contact, place)
     join portals p on ${IS_ASKING_PORTAL}
     left join (
       contacts c
       join saved_search_contacts l on l.contact_id = c.id
       join saved_searches s on s.id = l.saved_search_id and ${ownSql('s', 'c.brand_id')}
     ) on c.id = r.contact and ${ownSql('c', 'p.brand_id')}
     order by s.created_at, s.id`,
  ),
  answers: (row, _, place) => row.place === place + 1,
};

/**
 * `$1` portal, `$2` hash of its token, `$3` contact; `$4` id, `$5` title, `$6` criteria of the new search. No row: the token
 * is not (or no longer) the portal's. One row of nulls: the portal's brand has no such contact.
 */
export const SAVE_FOR_CONTACT = shortStatement<SavedSearchRow | NoSearch>(
  'save_search_for_contact',
  `with portal as (
     select p.brand_id from portals p where ${IS_CALLING_PORTAL}
   ), contact as (
     select c.id, c.brand_id from portal join contacts c on c.id = $3 and ${ownSql('c', 'portal.brand_id')}
     for no key update of c
   ), search as (
     insert into saved_searches (id, brand_id, title, criteria)
     select $4::uuid, brand_id, $5::text, $6::jsonb from contact
     returning *
   ), link as (
     insert into saved_search_contacts (contact_id, saved_search_id)
     select contact.id, search.id from contact, search
   )
   select ${SEARCH.of('search')} from portal left join search on true`,
);

/** `$1` brand, `$2` ids in order, `$3` how many bytes of criteria to read at most: where there are more, all are null. */
export const SEARCHES_BY_ID = statement<SavedSearchRow & Sized>(
  'saved_searches_by_id',
  `select ${SEARCH_WITHOUT_CRITERIA.of('s')}, (sum(s.answer_bytes) over ())::float8 as bytes,
          case when sum(s.answer_bytes) over () <= $3::bigint then s.criteria end as criteria
   from saved_searches s where s.id = any($2::uuid[]) and ${ownSql('s', '$1')}
   order by array_position($2::uuid[], s.id)`,
);

/** `$1` brand, `$2` search, `$3` contact, `$4` frequency. No row: the brand has no such search. */
export const LINK_CONTACT = statement<SavedSearchRow & { readonly contactExists: boolean }>(
  'link_saved_search',
  `with search as (
     select * from saved_searches s where s.id = $2 and ${ownSql('s', '$1')}
   ), contact as (
     select c.id from contacts c where c.id = $3 and ${ownSql('c', '$1')} for no key update
   ), link as (
     insert into saved_search_contacts (contact_id, saved_search_id, frequency)
     select contact.id, search.id, $4::text from contact, search
     on conflict (contact_id, saved_search_id) do update set frequency = excluded.frequency
   )
   select ${SEARCH.of('search')}, exists (select from contact) as "contactExists" from search`,
);

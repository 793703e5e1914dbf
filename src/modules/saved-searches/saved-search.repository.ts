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
import { type Frequency, SavedSearch } from './saved-search.entity.js';

const SEARCH = new SelectList(SavedSearch, ['id', 'title', 'criteria', 'createdAt', 'updatedAt']);

/** A live saved search, as an entity has it too. */
export type SavedSearchRow = RowOf<typeof SEARCH>;

/** The same for one contact. */
export interface ContactSearchRow extends SavedSearchRow {
  readonly frequency: Frequency | null;
}

/** The row that says that the caller may ask, and that there is no search. */
export type NoSearch = { readonly [Name in keyof ContactSearchRow]: null };

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
export const LIST_FOR_CONTACT: JointStatement<AskedByPortal, Listed & (ContactSearchRow | NoSearch)> = {
  ...shortStatement(
    'saved_searches_of_contacts',
    `select r.place::int, ${SEARCH_WITHOUT_CRITERIA.of('s')}, l.frequency,
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

/** The contact `$3` of the calling portal's brand. */
const portalAndContact = (lock: '' | 'for no key update of c') => `portal as (
     select p.brand_id from portals p where ${IS_CALLING_PORTAL}
   ), contact as (
     select c.id, c.brand_id from portal join contacts c on c.id = $3 and ${ownSql('c', 'portal.brand_id')}
     ${lock}
   )`;

/**
 * `$1` portal, `$2` hash of its token, `$3` contact; `$4` id, `$5` title, `$6` criteria of the new search, `$7` frequency. No
 * row: the token is not (or no longer) the portal's. One row of nulls: the portal's brand has no such contact.
 */
export const SAVE_FOR_CONTACT = shortStatement<ContactSearchRow | NoSearch>(
  'save_search_for_contact',
  `with ${portalAndContact('for no key update of c')}, search as (
     insert into saved_searches (id, brand_id, title, criteria)
     select $4::uuid, brand_id, $5::text, $6::jsonb from contact
     returning *
   ), link as (
     insert into saved_search_contacts (contact_id, saved_search_id, frequency)
     select contact.id, search.id, $7::text from contact, search
     returning frequency
   )
   select ${SEARCH.of('search')}, link.frequency from portal left join (search cross join link) on true`,
);

/**
 * The search `$4` of that contact. It is the visitor's own if nobody of the brand made it, and no other contact had it
 * before: the brand may have passed on what another visitor made.
 */
const CONTACT_AND_SEARCH = `${portalAndContact('')}, held as (
     select s.id, s.created_by_id is null and not exists (
       select from saved_search_contacts o
       where o.saved_search_id = s.id and (o.created_at, o.contact_id) < (l.created_at, l.contact_id)
     ) as "isOwn"
     from contact
     join saved_search_contacts l on l.contact_id = contact.id and l.saved_search_id = $4::uuid
     join saved_searches s on s.id = l.saved_search_id and ${ownSql('s', 'contact.brand_id')}
   )`;

/** What came of changing a search; null where the contact has no such search. */
export interface Changed {
  readonly isOwn: boolean | null;
}

/** `$1` portal, `$2` hash of its token, `$3` contact, `$4` search. No row and nulls mean what they mean above. */
export const SEARCH_OF_CONTACT = shortStatement<SavedSearchRow | NoSearch>(
  'saved_search_of_contact',
  `with ${CONTACT_AND_SEARCH}
   select ${SEARCH.of('s')} from portal left join (held join saved_searches s on s.id = held.id) on true`,
);

/** The same; `$5` title, `$6` criteria, `$7` frequency. Nothing is written where the search is not the visitor's own. */
export const REPLACE_FOR_CONTACT = shortStatement<(ContactSearchRow | NoSearch) & Changed>(
  'replace_search_for_contact',
  `with ${CONTACT_AND_SEARCH}, search as (
     update saved_searches s set title = $5::text, criteria = $6::jsonb, updated_at = now()
     from held where s.id = held.id and held."isOwn"
     returning s.*
   ), link as (
     update saved_search_contacts l set frequency = $7::text
     from search where l.contact_id = $3 and l.saved_search_id = search.id
     returning l.frequency
   )
   select ${SEARCH.of('search')}, link.frequency, held."isOwn"
   from portal left join held on true left join (search cross join link) on true`,
);

/** `$1` portal, `$2` hash of its token, `$3` contact, `$4` search. */
export const DELETE_FOR_CONTACT = shortStatement<Changed>(
  'delete_search_for_contact',
  `with ${CONTACT_AND_SEARCH}, search as (
     update saved_searches s set deleted_at = now(), updated_at = now()
     from held where s.id = held.id and held."isOwn"
   )
   select held."isOwn" from portal left join held on true`,
);

/** `$1` brand, `$2` search, `$3` title, `$4` criteria. No row: the brand has no such search. */
export const REPLACE_SEARCH = statement<SavedSearchRow>(
  'replace_saved_search',
  `update saved_searches s set title = $3::text, criteria = $4::jsonb, updated_at = now()
   where s.id = $2 and ${ownSql('s', '$1')}
   returning ${SEARCH.of('s')}`,
);

/** `$1` brand, `$2` search. No row: the brand has no such search. */
export const DELETE_SEARCH = statement<{ readonly id: string }>(
  'delete_saved_search',
  `update saved_searches s set deleted_at = now(), updated_at = now()
   where s.id = $2 and ${ownSql('s', '$1')}
   returning s.id`,
);

/** `$1` brand, `$2` search, `$3` contact. No row: the brand has no such search. */
export const UNLINK_CONTACT = statement<{ readonly wasLinked: boolean }>(
  'unlink_saved_search',
  `with search as (
     select s.id from saved_searches s where s.id = $2 and ${ownSql('s', '$1')}
   ), contact as (
     select c.id from contacts c where c.id = $3 and ${ownSql('c', '$1')}
   ), unlinked as (
     delete from saved_search_contacts l using search, contact
     where l.saved_search_id = search.id and l.contact_id = contact.id
     returning 1
   )
   select exists (select from unlinked) as "wasLinked" from search`,
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

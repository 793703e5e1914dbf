import { statement } from '../../database/sql.js';

/** A live saved search, as an entity has it too. */
export interface SavedSearchRow {
  readonly id: string;
  readonly title: string;
  readonly criteria: Record<string, unknown>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What is left of a row when there is no search in it. */
export type Missing = { readonly [Name in keyof SavedSearchRow]: null };

const columnsOf = (search: string) =>
  `${search}.id, ${search}.title, ${search}.criteria,
   extract(epoch from ${search}.created_at)::float8 as "createdAt",
   extract(epoch from ${search}.updated_at)::float8 as "updatedAt"`;

/**
 * Parameters: portal id, its token's hash, contact id. No row: the token is not the portal's any more. A single empty
 * row: the contact has no searches, or is none of the portal's brand.
 */
export const SEARCHES_OF_CONTACT = statement<SavedSearchRow | Missing>(
  'saved_searches_of_contact',
  `select ${columnsOf('s')}
   from portals p
   left join (
     contacts c
     join saved_search_contacts l on l.contact_id = c.id
     join saved_searches s on s.id = l.saved_search_id and s.brand_id = c.brand_id and s.deleted_at is null
   ) on c.id = $3 and c.brand_id = p.brand_id and c.deleted_at is null
   where p.id = $1 and p.token_hash = $2 and p.deleted_at is null
   order by s.created_at, s.id`,
);

/**
 * Parameters: portal id, its token's hash, contact id, id, title and criteria of the new search. No row: the token is
 * not the portal's any more. An empty row: no such contact in the portal's brand.
 */
export const SAVE_FOR_CONTACT = statement<SavedSearchRow | Missing>(
  'save_search_for_contact',
  `with portal as (
     select brand_id from portals where id = $1 and token_hash = $2 and deleted_at is null
   ), contact as (
     select c.id, c.brand_id from contacts c join portal on portal.brand_id = c.brand_id
     where c.id = $3 and c.deleted_at is null
   ), search as (
     insert into saved_searches (id, brand_id, title, criteria)
     select $4::uuid, brand_id, $5::text, $6::jsonb from contact
     returning *
   ), link as (
     insert into saved_search_contacts (contact_id, saved_search_id)
     select contact.id, search.id from contact, search
   )
   select ${columnsOf('search')} from portal left join search on true`,
);

/** Parameters: brand id, saved search id, contact id, frequency. No row: no such search in the brand. */
export const LINK_CONTACT = statement<SavedSearchRow & { readonly contactExists: boolean }>(
  'link_saved_search',
  `with search as (
     select * from saved_searches where id = $2 and brand_id = $1 and deleted_at is null
   ), contact as (
     select id from contacts where id = $3 and brand_id = $1 and deleted_at is null
   ), link as (
     insert into saved_search_contacts (contact_id, saved_search_id, frequency)
     select contact.id, search.id, $4::text from contact, search
     on conflict (contact_id, saved_search_id) do update set frequency = excluded.frequency
   )
   select ${columnsOf('search')}, exists (select from contact) as "contactExists" from search`,
);

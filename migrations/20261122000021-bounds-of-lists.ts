import { Migration } from '@mikro-orm/migrations';

/**
 * What lists without pages hold at most, and how large a row is in an answer. Rows above a limit stay as they are; one
 * more is refused.
 */
export class Migration20261122000021 extends Migration {
  up(): void {
    // everything that reads attributes reads live ones; retired ones need not be passed over to find them
    this.addSql(`
      drop index contact_attributes_contact
    `);
    this.addSql(`
      create index contact_attributes_contact on contact_attributes (contact_id, id) where deleted_at is null
    `);
    // each query of a trigger sees what was committed until then, so whoever waited for the lock counts the others'
    this.addSql(`
      create function bound_contact_attributes() returns trigger language plpgsql as $$
      begin
        perform from contacts where id in (select contact_id from added) order by id for no key update;
        if exists (
          select from (select distinct contact_id from added) a
          where (select count(*) from (
            select from contact_attributes t where t.contact_id = a.contact_id and t.deleted_at is null limit 1001
          ) live) > 1000
        ) then
          raise 'More than 1000 live attributes of a contact' using
            errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most';
        end if;
        if exists (
          select from (select distinct contact_id from added) a
          where (
            select sum(octet_length(t.text)) from contact_attributes t
            where t.contact_id = a.contact_id and t.deleted_at is null
          ) > 10485760
        ) then
          raise 'More than 10 MiB of text in the live attributes of a contact' using
            errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most_text';
        end if;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger contact_attributes_bounded after insert on contact_attributes
        referencing new table as added
        for each statement execute function bound_contact_attributes()
    `);
    // a search that nobody of the brand made was made by the visitor
    this.addSql(`
      create function bound_saved_searches() returns trigger language plpgsql as $$
      begin
        perform from contacts where id in (select contact_id from added) order by id for no key update;
        if exists (
          select from (
            select distinct a.contact_id, s.created_by_id is null as by_visitor
            from added a join saved_searches s on s.id = a.saved_search_id
          ) a
          where (
            select count(*) from saved_search_contacts l join saved_searches s on s.id = l.saved_search_id
            where l.contact_id = a.contact_id and s.deleted_at is null
              and (s.created_by_id is null) = a.by_visitor
          ) > 100
        ) then
          raise 'More than 100 saved searches of a contact' using
            errcode = 'check_violation', table = 'saved_search_contacts', constraint = 'saved_search_contacts_most';
        end if;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger saved_search_contacts_bounded after insert on saved_search_contacts
        referencing new table as added
        for each statement execute function bound_saved_searches()
    `);
    // kept, because measuring a long value means unpacking it
    this.addSql(`
      create function answer_bytes(description text, config json, meta json) returns int language sql immutable
      return octet_length(description) + coalesce(octet_length(config::text), 0) + coalesce(octet_length(meta::text), 0)
    `);
    this.addSql(`
      create function answer_bytes(criteria jsonb) returns int language sql immutable
      return octet_length(criteria::text)
    `);
    this.addSql(`
      alter table portals
        add column answer_bytes int generated always as (answer_bytes(description, config, meta)) stored
    `);
    this.addSql(`
      alter table blueprints
        add column answer_bytes int generated always as (answer_bytes(description, null::json, meta)) stored
    `);
    this.addSql(`
      alter table saved_searches
        add column answer_bytes int generated always as (answer_bytes(criteria)) stored
    `);
  }

  override down(): void {
    for (const table of ['portals', 'blueprints', 'saved_searches']) {
      this.addSql(`alter table ${table} drop column answer_bytes`);
    }
    this.addSql(`drop function answer_bytes(jsonb)`);
    this.addSql(`drop function answer_bytes(text, json, json)`);
    this.addSql(`drop trigger saved_search_contacts_bounded on saved_search_contacts`);
    this.addSql(`drop function bound_saved_searches`);
    this.addSql(`drop trigger contact_attributes_bounded on contact_attributes`);
    this.addSql(`drop function bound_contact_attributes`);
    this.addSql(`drop index contact_attributes_contact`);
    this.addSql(`
      create index contact_attributes_contact on contact_attributes (contact_id, id)
    `);
  }
}

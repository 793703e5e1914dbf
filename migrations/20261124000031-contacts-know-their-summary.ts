import { Migration } from '@mikro-orm/migrations';

/**
 * What a contact's live attributes come to stands in the contact, kept by the triggers that count them: lists are ordered
 * and searched by it. Tags are not among it: they are many, are added one by one, and are read where they are shown.
 */
export class Migration20261124000031 extends Migration {
  up(): void {
    this.addSql(`
      create extension if not exists pg_trgm
    `);
    this.addSql(`
      alter table contacts
        add column display_name text,
        add column first_name text,
        add column middle_name text,
        add column last_name text,
        add column company text,
        add column email text,
        add column emails text[],
        add column phone_number text,
        add column phone_numbers text[],
        add column birthday timestamptz,
        add column profile_image_url text,
        add column search_text text
    `);
    this.addSql(`
      lock table contact_attributes in share row exclusive mode
    `);
    this.addSql(`
      create function is_in_summary(attribute_type text) returns boolean language sql immutable
      return attribute_type in ('first_name', 'middle_name', 'last_name', 'nickname', 'company', 'email', 'phone_number',
                                'birthday', 'profile_image_url')
    `);
    // what is searched for stands there as it is, and once more word by word, each after a space
    this.addSql(`
      create function contact_search_text(texts text) returns text language sql immutable
      return ' ' || lower(texts) || ' ' || regexp_replace(lower(texts), '[^[:alnum:]]+', ' ', 'g')
    `);
    // of each type the primary one first, then the oldest; each text once
    this.addSql(`
      create function contact_summary(contact uuid) returns table (${SUMMARY.join(' , ')}) language sql stable as $$
        with fact as (
          select distinct on (a.attribute_type, a.text) a.attribute_type as type, a.text, a.date, a.place
          from (
            select t.attribute_type, t.text, t.date, row_number() over (order by t.is_primary desc, t.id) as place
            from contact_attributes t
            where t.contact_id = $1 and t.deleted_at is null and is_in_summary(t.attribute_type)
              and (t.text is not null or t.attribute_type = 'birthday')
          ) a
          order by a.attribute_type, a.text, a.place
        ), known as (
          select array_agg(text order by place) filter (where type = 'first_name') as first_names,
                 array_agg(text order by place) filter (where type = 'middle_name') as middle_names,
                 array_agg(text order by place) filter (where type = 'last_name') as last_names,
                 array_agg(text order by place) filter (where type = 'nickname') as nicknames,
                 array_agg(text order by place) filter (where type = 'company') as companies,
                 array_agg(text order by place) filter (where type = 'email') as emails,
                 array_agg(text order by place) filter (where type = 'phone_number') as phone_numbers,
                 array_agg(date order by place) filter (where type = 'birthday') as birthdays,
                 array_agg(text order by place) filter (where type = 'profile_image_url') as pictures
          from fact
        )
        select coalesce(nullif(array_to_string(first_names || last_names, ' '), ''),
                        nicknames[1], companies[1], emails[1], phone_numbers[1]),
               first_names[1], middle_names[1], last_names[1], companies[1], emails[1], emails,
               phone_numbers[1], phone_numbers, birthdays[1], pictures[1],
               contact_search_text(nullif(array_to_string(
                 first_names || middle_names || last_names || nicknames || companies || emails
                   || array(select regexp_replace(number, '\\D', '', 'g') from unnest(phone_numbers) number), ' '), ''))
        from known
      $$
    `);
    this.addSql(`
      update contacts c set ${SUMMED_UP} where attribute_count > 0
    `);
    this.addSql(`
      create function change_contact(contact uuid, more_attributes numeric, more_bytes numeric, changes_summary boolean)
      returns void language plpgsql as $$
      declare
        bytes_now int;
      begin
        if changes_summary then
          perform from contacts where id = contact for no key update;
          update contacts c
            set attribute_count = attribute_count + more_attributes, attribute_bytes = attribute_bytes + more_bytes,
                updated_at = now(), ${SUMMED_UP}
            where id = contact
            returning attribute_bytes into bytes_now;
        else
          update contacts
            set attribute_count = attribute_count + more_attributes, attribute_bytes = attribute_bytes + more_bytes,
                updated_at = now()
            where id = contact
            returning attribute_bytes into bytes_now;
        end if;
        if more_bytes > 0 and bytes_now > 10485760 then
          raise 'More than 10 MiB of text in the live attributes of a contact' using
            errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most_text';
        end if;
      end
      $$
    `);
    this.addSql(ADDED);
    this.addSql(CHANGED);
    // in the order of lists; no index has what activities and tags change, so that those leave all indexes as they are
    this.addSql(`
      drop index contacts_brand
    `);
    this.addSql(`
      create index contacts_brand on contacts (brand_id, created_at, id) include (deleted_at)
    `);
    // an index takes no longer texts than 2,700 bytes
    this.addSql(`
      create index contacts_display_name on contacts (brand_id, lower("left"(display_name, 100)), id)
    `);
    this.addSql(`
      create index contacts_search on contacts using gin (search_text gin_trgm_ops)
    `);
    this.addSql(`
      create index contact_attributes_value on contact_attributes
        (attribute_type, lower("left"(text, 64)), contact_id) where deleted_at is null
    `);
  }

  override down(): void {
    this.addSql(`drop index contact_attributes_value`);
    this.addSql(`drop index contacts_search`);
    this.addSql(`drop index contacts_display_name`);
    this.addSql(`drop index contacts_brand`);
    this.addSql(`create index contacts_brand on contacts (brand_id, id)`);
    this.addSql(ADDED_BEFORE);
    this.addSql(CHANGED_BEFORE);
    this.addSql(`drop function change_contact`);
    this.addSql(`drop function contact_summary`);
    this.addSql(`drop function contact_search_text`);
    this.addSql(`drop function is_in_summary`);
    this.addSql(
      `alter table contacts ${SUMMARY.map((column) => `drop column ${column.split(' ')[0]}`).join(', ')}`,
    );
    this.addSql(`drop extension pg_trgm`);
  }
}

const SUMMARY = [
  'display_name text',
  'first_name text',
  'middle_name text',
  'last_name text',
  'company text',
  'email text',
  'emails text[]',
  'phone_number text',
  'phone_numbers text[]',
  'birthday timestamptz',
  'profile_image_url text',
  'search_text text',
];

/** Of the contact `c`. Whoever runs it has locked the contact before: this sees what was committed until it began. */
const SUMMED_UP = `(${SUMMARY.map((column) => column.split(' ')[0]).join(', ')}) = (select * from contact_summary(c.id))`;

const COUNTED = `attribute_count = attribute_count + one.count, attribute_bytes = attribute_bytes + one.bytes,
                updated_at = now(), updated_by_id = one.created_by_id`;
const RETURNED = 'returning attribute_count, attribute_bytes into counted';

/** A contact changes once with each statement, whatever that adds. */
const ADDED = `
      create or replace function contact_attributes_added() returns trigger language plpgsql as $$
      declare
        one record;
        counted record;
      begin
        for one in
          select contact_id, created_by_id, count(*) as count, coalesce(sum(octet_length(text)), 0) as bytes,
                 bool_or(is_in_summary(attribute_type)) as is_in_summary
          from added where deleted_at is null
          group by contact_id, created_by_id order by contact_id
        loop
          if one.is_in_summary then
            perform from contacts where id = one.contact_id for no key update;
            update contacts c set ${COUNTED}, ${SUMMED_UP} where id = one.contact_id ${RETURNED};
          else
            update contacts set ${COUNTED} where id = one.contact_id ${RETURNED};
          end if;
          if counted.attribute_count > 1000 then
            raise 'More than 1000 live attributes of a contact' using
              errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most';
          end if;
          if counted.attribute_bytes > 10485760 then
            raise 'More than 10 MiB of text in the live attributes of a contact' using
              errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most_text';
          end if;
        end loop;
        return null;
      end
      $$
    `;

/** Adding what is known already writes it once more as it is: that is no change. */
const VALUES = [
  ...['contact_id', 'attribute_type', 'text', 'date', 'address::text', 'label', 'index'],
  ...['is_primary', 'is_partner', 'deleted_at', 'updated_at'],
];
const valuesOf = (row: string): string => `(${VALUES.map((value) => `${row}.${value}`).join(', ')})`;
const CHANGED_PAIR = `join gone g on g.id = k.id and ${valuesOf('k')} is distinct from ${valuesOf('g')}`;

/** A change of what is known moves the contact's `updated_at`, whoever makes it, so that it is found by that. */
const CHANGED = `
      create or replace function contact_attributes_changed() returns trigger language plpgsql as $$
      declare
        one record;
      begin
        if tg_op = 'DELETE' then
          for one in
            select contact_id, -count(*) as count, -coalesce(sum(octet_length(text)), 0) as bytes,
                   bool_or(is_in_summary(attribute_type)) as is_in_summary
            from gone where deleted_at is null group by contact_id order by contact_id
          loop
            perform change_contact(one.contact_id, one.count, one.bytes, one.is_in_summary);
          end loop;
        else
          for one in
            select contact_id, sum(count) as count, coalesce(sum(bytes), 0) as bytes, bool_or(is_in_summary) as is_in_summary
            from (
              select k.contact_id, 1 as count, octet_length(k.text) as bytes, is_in_summary(k.attribute_type) as is_in_summary
              from kept k ${CHANGED_PAIR} where k.deleted_at is null
              union all
              select g.contact_id, -1, -octet_length(g.text), is_in_summary(g.attribute_type)
              from kept k ${CHANGED_PAIR} where g.deleted_at is null
            ) change
            group by contact_id order by contact_id
          loop
            perform change_contact(one.contact_id, one.count, one.bytes, one.is_in_summary);
          end loop;
        end if;
        return null;
      end
      $$
    `;

const ADDED_BEFORE = `
      create or replace function contact_attributes_added() returns trigger language plpgsql as $$
      declare
        one record;
        counted record;
      begin
        for one in
          select contact_id, created_by_id, count(*) as count, coalesce(sum(octet_length(text)), 0) as bytes
          from added where deleted_at is null
          group by contact_id, created_by_id order by contact_id
        loop
          update contacts
            set attribute_count = attribute_count + one.count, attribute_bytes = attribute_bytes + one.bytes,
                updated_at = now(), updated_by_id = one.created_by_id
            where id = one.contact_id
            returning attribute_count, attribute_bytes into counted;
          if counted.attribute_count > 1000 then
            raise 'More than 1000 live attributes of a contact' using
              errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most';
          end if;
          if counted.attribute_bytes > 10485760 then
            raise 'More than 10 MiB of text in the live attributes of a contact' using
              errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most_text';
          end if;
        end loop;
        return null;
      end
      $$
    `;

const CHANGED_BEFORE = `
      create or replace function contact_attributes_changed() returns trigger language plpgsql as $$
      declare
        one record;
      begin
        if tg_op = 'DELETE' then
          for one in
            select contact_id, count(*) as count, coalesce(sum(octet_length(text)), 0) as bytes
            from gone where deleted_at is null group by contact_id order by contact_id
          loop
            update contacts
              set attribute_count = attribute_count - one.count, attribute_bytes = attribute_bytes - one.bytes
              where id = one.contact_id;
          end loop;
        else
          for one in
            select contact_id, sum(count) as count, sum(bytes) as bytes
            from (
              select contact_id, 1 as count, octet_length(text) as bytes from kept where deleted_at is null
              union all
              select contact_id, -1, -octet_length(text) from gone where deleted_at is null
            ) change
            group by contact_id having sum(count) <> 0 or sum(bytes) <> 0 order by contact_id
          loop
            update contacts
              set attribute_count = attribute_count + one.count,
                  attribute_bytes = attribute_bytes + coalesce(one.bytes, 0)
              where id = one.contact_id;
          end loop;
        end if;
        return null;
      end
      $$
    `;

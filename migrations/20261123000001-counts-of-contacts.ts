import { Migration } from '@mikro-orm/migrations';

/**
 * Contacts know how many attributes and activities they have. Limits and the total of a page are then read from one row,
 * whatever a contact has; counting took longer with each of them.
 */
export class Migration20261123000001 extends Migration {
  up(): void {
    this.addSql(`
      alter table contacts
        add column activity_count int not null default 0,
        add column attribute_count int not null default 0,
        add column attribute_bytes int not null default 0
    `);
    // a contact changes with each activity: there is room for the next version beside it, and no index to change
    this.addSql(`
      alter table contacts set (fillfactor = 80)
    `);
    // nobody adds or changes what is being counted
    this.addSql(`
      lock table activities, contact_attributes in share row exclusive mode
    `);
    this.addSql(`
      update contacts c
      set activity_count = coalesce(a.count, 0), attribute_count = coalesce(t.count, 0),
          attribute_bytes = coalesce(t.bytes, 0)
      from contacts of
      left join (
        select contact_id, count(*) as count from activities where is_visible and deleted_at is null group by contact_id
      ) a on a.contact_id = of.id
      left join (
        select contact_id, count(*) as count, sum(octet_length(text)) as bytes
        from contact_attributes where deleted_at is null group by contact_id
      ) t on t.contact_id = of.id
      where of.id = c.id and (a.count > 0 or t.count > 0)
    `);
    // a contact changes in one order with others, so that two statements do not wait for each other
    this.addSql(`
      create function contact_attributes_added() returns trigger language plpgsql as $$
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
    `);
    this.addSql(`
      create function contact_attributes_changed() returns trigger language plpgsql as $$
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
    `);
    this.addSql(`
      drop trigger contact_attributes_bounded on contact_attributes
    `);
    this.addSql(`
      drop function bound_contact_attributes
    `);
    this.addSql(`
      create trigger contact_attributes_added after insert on contact_attributes
        referencing new table as added
        for each statement execute function contact_attributes_added()
    `);
    this.addSql(`
      create trigger contact_attributes_changed after update on contact_attributes
        referencing old table as gone new table as kept
        for each statement execute function contact_attributes_changed()
    `);
    this.addSql(`
      create trigger contact_attributes_deleted after delete on contact_attributes
        referencing old table as gone
        for each statement execute function contact_attributes_changed()
    `);
    // activities come one at a time, or in the order of their contacts
    this.addSql(`
      create function activity_added() returns trigger language plpgsql as $$
      begin
        update contacts
          set last_touch = greatest(last_touch, new.created_at),
              activity_count = activity_count + (new.is_visible and new.deleted_at is null)::int
          where id = new.contact_id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create function activities_changed() returns trigger language plpgsql as $$
      declare
        one record;
      begin
        if tg_op = 'DELETE' then
          for one in
            select contact_id, count(*) as count from gone
            where is_visible and deleted_at is null group by contact_id order by contact_id
          loop
            update contacts set activity_count = activity_count - one.count where id = one.contact_id;
          end loop;
        else
          for one in
            select contact_id, sum(count) as count
            from (
              select contact_id, 1 as count from kept where is_visible and deleted_at is null
              union all
              select contact_id, -1 from gone where is_visible and deleted_at is null
            ) change
            group by contact_id having sum(count) <> 0 order by contact_id
          loop
            update contacts set activity_count = activity_count + one.count where id = one.contact_id;
          end loop;
        end if;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger activities_added after insert on activities
        for each row execute function activity_added()
    `);
    this.addSql(`
      create trigger activities_changed after update on activities
        referencing old table as gone new table as kept
        for each statement execute function activities_changed()
    `);
    this.addSql(`
      create trigger activities_deleted after delete on activities
        referencing old table as gone
        for each statement execute function activities_changed()
    `);
    // only rows that refer to something are looked for by it; every insert had to keep these
    for (const [table, column] of RARE) {
      const index = `${table}_${column.replace('_id', '')}`;
      this.addSql(`
        drop index ${index}
      `);
      this.addSql(`
        create index ${index} on ${table} (${column}) where ${column} is not null
      `);
    }
    // pages far into a timeline pass over activities by the index alone
    this.addSql(`
      drop index activities_contact
    `);
    this.addSql(`
      create index activities_contact on activities (contact_id, id) include (is_visible, deleted_at)
    `);
  }

  override down(): void {
    this.addSql(`drop index activities_contact`);
    this.addSql(`create index activities_contact on activities (contact_id, id)`);
    for (const [table, column] of RARE) {
      const index = `${table}_${column.replace('_id', '')}`;
      this.addSql(`drop index ${index}`);
      this.addSql(`create index ${index} on ${table} (${column})`);
    }
    for (const trigger of ['activities_added', 'activities_changed', 'activities_deleted']) {
      this.addSql(`drop trigger ${trigger} on activities`);
    }
    for (const trigger of [
      'contact_attributes_added',
      'contact_attributes_changed',
      'contact_attributes_deleted',
    ]) {
      this.addSql(`drop trigger ${trigger} on contact_attributes`);
    }
    this.addSql(`drop function activity_added`);
    this.addSql(`drop function activities_changed`);
    this.addSql(`drop function contact_attributes_added`);
    this.addSql(`drop function contact_attributes_changed`);
    this.addSql(`alter table contacts reset (fillfactor)`);
    this.addSql(`
      alter table contacts drop column activity_count, drop column attribute_count, drop column attribute_bytes
    `);
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
  }
}

const RARE = [
  ['activities', 'created_by_id'],
  ['activities', 'listing_id'],
  ['contact_attributes', 'created_by_id'],
  ['contact_attributes', 'updated_by_id'],
] as const;

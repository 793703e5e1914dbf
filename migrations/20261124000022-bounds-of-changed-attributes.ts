import { Migration } from '@mikro-orm/migrations';

/** Attributes can change their text: what a contact has of it is bounded then too. */
export class Migration20261124000022 extends Migration {
  up(): void {
    this.addSql(changed({ isBounded: true }));
  }

  override down(): void {
    this.addSql(changed({ isBounded: false }));
  }
}

/** What was more before there was a limit can change, as long as it does not grow. */
const BOUND = `
            if one.bytes > 0 and bytes_now > 10485760 then
              raise 'More than 10 MiB of text in the live attributes of a contact' using
                errcode = 'check_violation', table = 'contact_attributes', constraint = 'contact_attributes_most_text';
            end if;`;

const changed = ({ isBounded }: { isBounded: boolean }): string => `
      create or replace function contact_attributes_changed() returns trigger language plpgsql as $$
      declare
        one record;${isBounded ? '\n        bytes_now int;' : ''}
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
              where id = one.contact_id${isBounded ? '\n              returning attribute_bytes into bytes_now' : ''};${isBounded ? BOUND : ''}
          end loop;
        end if;
        return null;
      end
      $$
    `;

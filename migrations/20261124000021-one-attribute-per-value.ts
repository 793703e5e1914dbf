import { Migration } from '@mikro-orm/migrations';

/** A contact has the same value of a type once. */
export class Migration20261124000021 extends Migration {
  up(): void {
    // the last two are kept as JSON and with a time zone, which have no equality, or none that an index may rely on
    this.addSql(`
      create function attribute_value(text text, date timestamptz, address json) returns uuid
      language sql immutable parallel safe
      return md5(coalesce(
        text,
        extract(epoch from date - timestamptz '1970-01-01 00:00:00+00')::text,
        jsonb_strip_nulls(address::jsonb)::text,
        ''
      ))::uuid
    `);
    this.addSql(`
      lock table contact_attributes in share row exclusive mode
    `);
    // of those that are the same the oldest stays; it is primary if one of them was, once that one no longer is
    this.addSql(`
      create temporary table same_attributes on commit drop as
      select id, first_value(id) over same as stays, bool_or(is_primary) over same as is_primary
      from contact_attributes where deleted_at is null
      window same as (
        partition by contact_id, attribute_type, attribute_value(text, date, address)
        order by created_at, id rows between unbounded preceding and unbounded following
      )
    `);
    this.addSql(`
      update contact_attributes a set deleted_at = now(), updated_at = now(), is_primary = false
      from same_attributes s where s.id = a.id and s.stays <> s.id
    `);
    this.addSql(`
      update contact_attributes a set is_primary = true, updated_at = now()
      from same_attributes s where s.id = a.id and s.stays = s.id and s.is_primary and not a.is_primary
    `);
    this.addSql(`
      create unique index contact_attributes_one_value
        on contact_attributes (contact_id, attribute_type, attribute_value(text, date, address))
        where deleted_at is null
    `);
  }

  /** What was the same stays retired. */
  override down(): void {
    this.addSql(`drop index contact_attributes_one_value`);
    this.addSql(`drop function attribute_value`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261124000012 extends Migration {
  up(): void {
    // a portal whose lead channel ends takes the default one of its brand, if there is any
    this.addSql(`
      create function lead_channel_ended() returns trigger language plpgsql as $$
      begin
        if new.deleted_at is not null and old.deleted_at is null then
          update portals set lead_channel_id = (
            select id from lead_channels where brand_id = new.brand_id and is_default and deleted_at is null
          ) where lead_channel_id = new.id;
        end if;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger lead_channels_ended after update of deleted_at on lead_channels
        for each row execute function lead_channel_ended()
    `);
    this.addSql(`
      create table leads (
        id uuid not null,
        brand_id uuid not null,
        contact_id uuid not null,
        lead_channel_id uuid not null,
        raw_payload json not null,
        parsed_payload json not null,
        source_type text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint leads_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint leads_contact_id_foreign foreign key (contact_id) references contacts (id),
        constraint leads_lead_channel_id_foreign foreign key (lead_channel_id) references lead_channels (id)
      )
    `);
    this.addSql(`
      create index leads_brand on leads (brand_id, id)
    `);
    this.addSql(`
      create index leads_contact on leads (contact_id)
    `);
    this.addSql(`
      create index leads_lead_channel on leads (lead_channel_id)
    `);
  }

  override down(): void {
    this.addSql(`drop table leads`);
    this.addSql(`drop trigger lead_channels_ended on lead_channels`);
    this.addSql(`drop function lead_channel_ended`);
  }
}

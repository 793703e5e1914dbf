import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000002 extends Migration {
  up(): void {
    // `json` holds numbers that `jsonb` refuses (1e-20000); such a document is kept, but not found by its members
    this.addSql(`
      create function searchable(document json) returns jsonb language plpgsql immutable strict as $$
      begin
        return document::jsonb;
      exception when numeric_value_out_of_range then
        return '{}';
      end
      $$
    `);
    this.addSql(`
      create function next_version() returns trigger language plpgsql as $$
      begin
        new.version := old.version + 1;
        return new;
      end
      $$
    `);
    this.addSql(`
      create table blueprints (
        id uuid not null,
        brand_id uuid not null,
        name text not null default '',
        description text not null default '',
        meta json,
        meta_search jsonb generated always as (searchable(meta)) stored,
        version int not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (id),
        constraint blueprints_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint blueprints_meta_size check (octet_length(meta::text) <= 262144),
        constraint blueprints_meta_nodes check (jsonb_array_length(jsonb_path_query_array(meta_search, 'strict $.**')) <= 5000)
      )
    `);
    this.addSql(`
      create index blueprints_brand on blueprints (brand_id)
    `);
    this.addSql(`
      create index blueprints_meta on blueprints using gin (meta_search jsonb_path_ops)
    `);
    this.addSql(`
      create trigger blueprints_version before update on blueprints
        for each row execute function next_version()
    `);
    this.addSql(`
      alter table portals
        add column name text not null default '',
        add column description text not null default '',
        add column config json,
        add column meta json,
        add column meta_search jsonb generated always as (searchable(meta)) stored,
        add column blueprint_id uuid,
        add column version int not null default 1,
        add constraint portals_blueprint_id_foreign foreign key (blueprint_id) references blueprints (id) on delete set null,
        add constraint portals_meta_size check (octet_length(meta::text) <= 262144),
        add constraint portals_meta_nodes check (jsonb_array_length(jsonb_path_query_array(meta_search, 'strict $.**')) <= 5000)
    `);
    // whether a filter is worth the index depends on how many pass; a sample of 100 cannot tell 1 % from 0.1 %
    this.addSql(`
      alter table portals alter column meta_search set statistics 1000
    `);
    this.addSql(`
      create index portals_blueprint on portals (blueprint_id)
    `);
    this.addSql(`
      create index portals_meta on portals using gin (meta_search jsonb_path_ops)
    `);
    this.addSql(`
      create trigger portals_version before update on portals
        for each row execute function next_version()
    `);
    this.addSql(`
      create table portal_scopes (
        brand_id uuid not null,
        portal_id uuid not null,
        primary key (brand_id, portal_id),
        constraint portal_scopes_brand_id_foreign foreign key (brand_id) references brands (id) on update cascade on delete cascade,
        constraint portal_scopes_portal_id_foreign foreign key (portal_id) references portals (id) on update cascade on delete cascade
      )
    `);
    this.addSql(`
      create index portal_scopes_portal on portal_scopes (portal_id)
    `);
    this.addSql(`
      insert into portal_scopes (brand_id, portal_id)
      select unnest(b.id || b.ancestors), p.id from portals p join brands b on b.id = p.brand_id
    `);
    this.addSql(`
      create function portal_scoped() returns trigger language plpgsql as $$
      begin
        delete from portal_scopes where portal_id = new.id;
        insert into portal_scopes (brand_id, portal_id)
          select unnest(b.id || b.ancestors), new.id from brands b where b.id = new.brand_id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create function brand_moved() returns trigger language plpgsql as $$
      begin
        delete from portal_scopes where portal_id in (select id from portals where brand_id = new.id);
        insert into portal_scopes (brand_id, portal_id)
          select unnest(new.id || new.ancestors), p.id from portals p where p.brand_id = new.id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger portals_scoped after insert or update of brand_id on portals
        for each row execute function portal_scoped()
    `);
    this.addSql(`
      create trigger brands_moved after update of ancestors on brands
        for each row execute function brand_moved()
    `);
    this.addSql(`
      create table idempotency_keys (
        brand_id uuid not null,
        operation text not null,
        key text not null,
        body_hash bytea not null,
        result_id uuid not null,
        created_at timestamptz not null default now(),
        primary key (brand_id, operation, key),
        constraint idempotency_keys_brand_id_foreign foreign key (brand_id) references brands (id)
      )
    `);
    this.addSql(`
      create index idempotency_keys_created_at on idempotency_keys (created_at)
    `);
  }

  override down(): void {
    this.addSql(`drop table idempotency_keys`);
    this.addSql(`drop trigger brands_moved on brands`);
    this.addSql(`drop trigger portals_scoped on portals`);
    this.addSql(`drop function brand_moved`);
    this.addSql(`drop function portal_scoped`);
    this.addSql(`drop table portal_scopes`);
    this.addSql(`drop trigger portals_version on portals`);
    this.addSql(`
      alter table portals
        drop column name,
        drop column description,
        drop column config,
        drop column meta_search,
        drop column meta,
        drop column blueprint_id,
        drop column version
    `);
    this.addSql(`drop table blueprints`);
    this.addSql(`drop function next_version`);
    this.addSql(`drop function searchable`);
  }
}

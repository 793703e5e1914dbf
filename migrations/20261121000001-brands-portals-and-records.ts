import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000001 extends Migration {
  up(): void {
    this.addSql(`
      create table users (
        id uuid not null,
        email text not null,
        first_name text,
        last_name text,
        phone_number text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id)
      )
    `);
    this.addSql(`
      create unique index users_email_live on users (lower(email)) where deleted_at is null
    `);
    this.addSql(`
      create table brands (
        id uuid not null,
        name text not null,
        brand_type text not null,
        parent_id uuid,
        ancestors uuid[] not null default '{}',
        palette json,
        assets json,
        messages json,
        training boolean not null default false,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint brands_parent_id_foreign foreign key (parent_id) references brands (id)
      )
    `);
    this.addSql(`
      create index brands_ancestors on brands using gin (ancestors)
    `);
    this.addSql(`
      create index brands_parent on brands (parent_id)
    `);
    this.addSql(`
      create table brand_roles (
        id uuid not null,
        brand_id uuid not null,
        role text not null,
        acl text[] not null default '{}',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint brand_roles_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint brand_roles_name unique (brand_id, role)
      )
    `);
    this.addSql(`
      create table brand_role_members (
        role_id uuid not null,
        user_id uuid not null,
        primary key (role_id, user_id),
        constraint brand_role_members_role_id_foreign foreign key (role_id) references brand_roles (id) on update cascade on delete cascade,
        constraint brand_role_members_user_id_foreign foreign key (user_id) references users (id) on update cascade on delete cascade
      )
    `);
    this.addSql(`
      create index brand_role_members_user on brand_role_members (user_id)
    `);
    this.addSql(`
      create table secret_keys (
        id uuid not null,
        name text not null,
        brand_id uuid not null,
        user_id uuid not null,
        prefix text not null,
        secret_hash bytea not null,
        last_used_at timestamptz,
        expires_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint secret_keys_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint secret_keys_user_id_foreign foreign key (user_id) references users (id),
        constraint secret_keys_prefix unique (prefix)
      )
    `);
    this.addSql(`
      create index secret_keys_brand on secret_keys (brand_id)
    `);
    this.addSql(`
      create index secret_keys_user on secret_keys (user_id)
    `);
    this.addSql(`
      create table lead_channels (
        id uuid not null,
        name text not null,
        brand_id uuid not null,
        capture_number text,
        mls text[],
        is_default boolean not null default false,
        last_capture_date timestamptz,
        title text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint lead_channels_brand_id_foreign foreign key (brand_id) references brands (id)
      )
    `);
    this.addSql(`
      create index lead_channels_brand on lead_channels (brand_id)
    `);
    this.addSql(`
      create unique index lead_channels_one_default on lead_channels (brand_id) where is_default and deleted_at is null
    `);
    this.addSql(`
      create table portals (
        id uuid not null,
        brand_id uuid not null,
        lead_channel_id uuid,
        token_hash bytea,
        slug text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint portals_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint portals_lead_channel_id_foreign foreign key (lead_channel_id) references lead_channels (id) on delete set null
      )
    `);
    this.addSql(`
      create index portals_lead_channel on portals (lead_channel_id)
    `);
    this.addSql(`
      create unique index portals_one_per_brand on portals (brand_id) where deleted_at is null
    `);
    this.addSql(`
      create unique index portals_slug on portals (slug) where deleted_at is null
    `);
    this.addSql(`
      create table portal_hostnames (
        id uuid not null,
        portal_id uuid not null,
        hostname text not null,
        is_default boolean not null default false,
        created_at timestamptz not null default now(),
        primary key (id),
        constraint portal_hostnames_portal_id_foreign foreign key (portal_id) references portals (id) on delete cascade,
        constraint portal_hostnames_hostname unique (hostname)
      )
    `);
    this.addSql(`
      create index portal_hostnames_portal on portal_hostnames (portal_id)
    `);
    this.addSql(`
      create unique index portal_hostnames_one_default on portal_hostnames (portal_id) where is_default
    `);
    this.addSql(`
      create table contacts (
        id uuid not null,
        brand_id uuid not null,
        created_by_id uuid,
        updated_by_id uuid,
        last_touch timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint contacts_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint contacts_created_by_id_foreign foreign key (created_by_id) references users (id) on delete set null,
        constraint contacts_updated_by_id_foreign foreign key (updated_by_id) references users (id) on delete set null
      )
    `);
    this.addSql(`
      create index contacts_brand on contacts (brand_id, id)
    `);
    this.addSql(`
      create index contacts_created_by on contacts (created_by_id)
    `);
    this.addSql(`
      create index contacts_updated_by on contacts (updated_by_id)
    `);
    this.addSql(`
      create table contact_attributes (
        id uuid not null,
        contact_id uuid not null,
        label text,
        is_primary boolean not null default false,
        is_partner boolean not null default false,
        index int,
        created_by_id uuid,
        updated_by_id uuid,
        attribute_type text not null,
        is_singular boolean not null default false,
        text text,
        date timestamptz,
        address json,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint contact_attributes_contact_id_foreign foreign key (contact_id) references contacts (id),
        constraint contact_attributes_created_by_id_foreign foreign key (created_by_id) references users (id) on delete set null,
        constraint contact_attributes_updated_by_id_foreign foreign key (updated_by_id) references users (id) on delete set null
      )
    `);
    this.addSql(`
      create index contact_attributes_contact on contact_attributes (contact_id, id)
    `);
    this.addSql(`
      create index contact_attributes_created_by on contact_attributes (created_by_id)
    `);
    this.addSql(`
      create index contact_attributes_updated_by on contact_attributes (updated_by_id)
    `);
    this.addSql(`
      create unique index contact_attributes_one_singular on contact_attributes (contact_id, attribute_type) where is_singular and deleted_at is null
    `);
    this.addSql(`
      create unique index contact_attributes_one_primary on contact_attributes (contact_id, attribute_type) where is_primary and deleted_at is null
    `);
    this.addSql(`
      create table saved_searches (
        id uuid not null,
        brand_id uuid not null,
        title text not null,
        criteria jsonb not null,
        created_by_id uuid,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint saved_searches_brand_id_foreign foreign key (brand_id) references brands (id),
        constraint saved_searches_created_by_id_foreign foreign key (created_by_id) references users (id) on delete set null
      )
    `);
    this.addSql(`
      create index saved_searches_brand on saved_searches (brand_id, id)
    `);
    this.addSql(`
      create index saved_searches_created_by on saved_searches (created_by_id)
    `);
    this.addSql(`
      create table saved_search_contacts (
        contact_id uuid not null,
        saved_search_id uuid not null,
        frequency text,
        created_at timestamptz not null default now(),
        primary key (contact_id, saved_search_id),
        constraint saved_search_contacts_contact_id_foreign foreign key (contact_id) references contacts (id) on update cascade on delete cascade,
        constraint saved_search_contacts_saved_search_id_foreign foreign key (saved_search_id) references saved_searches (id) on update cascade on delete cascade
      )
    `);
    this.addSql(`
      create index saved_search_contacts_saved_search on saved_search_contacts (saved_search_id)
    `);
    this.addSql(`
      create table listings (
        id uuid not null,
        mls text not null,
        mls_number text not null,
        price double precision,
        status text,
        listing_type text,
        address json,
        longitude double precision,
        latitude double precision,
        bedrooms double precision,
        bathrooms double precision,
        square_meters double precision,
        year_built int,
        cover_image_url text,
        url text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint listings_mls_number unique (mls, mls_number)
      )
    `);
    this.addSql(`
      create index listings_number on listings (mls_number)
    `);
    this.addSql(`
      create table activities (
        id uuid not null,
        contact_id uuid not null,
        action text not null,
        object_class text not null,
        listing_id uuid,
        object_sa json,
        is_visible boolean not null default true,
        created_by_id uuid,
        description text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        primary key (id),
        constraint activities_contact_id_foreign foreign key (contact_id) references contacts (id),
        constraint activities_listing_id_foreign foreign key (listing_id) references listings (id),
        constraint activities_created_by_id_foreign foreign key (created_by_id) references users (id) on delete set null,
        constraint activities_one_object check (num_nonnulls(listing_id, object_sa) = 1)
      )
    `);
    this.addSql(`
      create index activities_contact on activities (contact_id, id)
    `);
    this.addSql(`
      create index activities_listing on activities (listing_id)
    `);
    this.addSql(`
      create index activities_created_by on activities (created_by_id)
    `);
    this.addSql(`
      create function portal_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('portal_changed', old.id::text);
        return null;
      end
      $$
    `);
    this.addSql(`
      create function portal_hostname_changed() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'DELETE' then
          perform pg_notify('portal_changed', new.portal_id::text);
        end if;
        if tg_op <> 'INSERT' then
          perform pg_notify('portal_changed', old.portal_id::text);
        end if;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger portals_changed after update or delete on portals
        for each row execute function portal_changed()
    `);
    this.addSql(`
      create trigger portal_hostnames_changed after insert or update or delete on portal_hostnames
        for each row execute function portal_hostname_changed()
    `);
  }

  override down(): void {
    this.addSql(`drop table activities`);
    this.addSql(`drop table listings`);
    this.addSql(`drop table saved_search_contacts`);
    this.addSql(`drop table saved_searches`);
    this.addSql(`drop table contact_attributes`);
    this.addSql(`drop table contacts`);
    this.addSql(`drop table portal_hostnames`);
    this.addSql(`drop table portals`);
    this.addSql(`drop table lead_channels`);
    this.addSql(`drop table secret_keys`);
    this.addSql(`drop table brand_role_members`);
    this.addSql(`drop table brand_roles`);
    this.addSql(`drop table brands`);
    this.addSql(`drop table users`);
    this.addSql(`drop function portal_changed`);
    this.addSql(`drop function portal_hostname_changed`);
  }
}

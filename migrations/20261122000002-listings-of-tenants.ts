import { Migration } from '@mikro-orm/migrations';

/** Listings belong to the root brand of whoever put them; until now all brands shared them. */
export class Migration20261122000002 extends Migration {
  up(): void {
    this.addSql(`
      alter table listings add column brand_id uuid
    `);
    this.addSql(`
      update listings set brand_id = (
        select id from brands where parent_id is null order by deleted_at is not null, created_at, id limit 1
      )
    `);
    // board and number now count without case: of rows that were told apart by it, the one put last is kept
    this.addSql(`
      create temporary table listing_duplicates on commit drop as
      select id, kept from (
        select id, first_value(id) over (
          partition by brand_id, lower(mls_number), lower(mls)
          order by deleted_at is not null, updated_at desc, id desc
        ) as kept
        from listings
      ) ranked
      where id <> kept
    `);
    this.addSql(`
      update activities a set listing_id = d.kept from listing_duplicates d where d.id = a.listing_id
    `);
    this.addSql(`
      delete from listings l using listing_duplicates d where d.id = l.id
    `);
    this.addSql(`
      alter table listings
        alter column brand_id set not null,
        add constraint listings_brand_id_foreign foreign key (brand_id) references brands (id),
        drop constraint listings_mls_number
    `);
    this.addSql(`
      create unique index listings_of_tenant on listings (brand_id, lower(mls_number), lower(mls))
    `);
    this.addSql(`
      drop index listings_number
    `);
  }

  override down(): void {
    // without tenants there is one listing for each board and number again: the one put last
    this.addSql(`
      create temporary table listing_duplicates on commit drop as
      select id, kept from (
        select id, first_value(id) over (
          partition by mls_number, mls order by deleted_at is not null, updated_at desc, id desc
        ) as kept
        from listings
      ) ranked
      where id <> kept
    `);
    this.addSql(`
      update activities a set listing_id = d.kept from listing_duplicates d where d.id = a.listing_id
    `);
    this.addSql(`
      delete from listings l using listing_duplicates d where d.id = l.id
    `);
    this.addSql(`
      create index listings_number on listings (mls_number)
    `);
    this.addSql(`
      drop index listings_of_tenant
    `);
    this.addSql(`
      alter table listings
        drop column brand_id,
        add constraint listings_mls_number unique (mls, mls_number)
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000001 extends Migration {
  up(): void {
    this.addSql(`
      alter table brands add column is_first boolean not null default false
    `);
    this.addSql(`
      create unique index brands_first on brands (is_first) where is_first
    `);
    // until now the brand that seeding made was the first one without saying so
    this.addSql(`
      update brands set is_first = true
      where id = (select id from brands where parent_id is null and deleted_at is null order by created_at, id limit 1)
    `);
    this.addSql(`
      alter table brand_role_members add column line uuid[] not null default '{}'
    `);
    this.addSql(`
      create function brand_line(ancestors uuid[], id uuid) returns uuid[] language sql immutable as $$
        select array(select above from unnest(ancestors) with ordinality as a(above, level) order by level desc) || id
      $$
    `);
    this.addSql(`
      update brand_role_members m set line = brand_line(b.ancestors, b.id)
      from brand_roles r join brands b on b.id = r.brand_id where r.id = m.role_id
    `);
    // users make thousands of brands and have a role in each: their topmost ones are found by skipping along this index
    this.addSql(`
      create index brand_role_members_line on brand_role_members (user_id, line)
    `);
    this.addSql(`
      drop index brand_role_members_user
    `);
    this.addSql(`
      create function role_member_lined() returns trigger language plpgsql as $$
      begin
        select brand_line(b.ancestors, b.id) into strict new.line
          from brand_roles r join brands b on b.id = r.brand_id where r.id = new.role_id;
        return new;
      end
      $$
    `);
    this.addSql(`
      create function brand_members_moved() returns trigger language plpgsql as $$
      begin
        update brand_role_members m set line = brand_line(new.ancestors, new.id)
          from brand_roles r where r.id = m.role_id and r.brand_id = new.id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger brand_role_members_lined before insert or update of role_id on brand_role_members
        for each row execute function role_member_lined()
    `);
    this.addSql(`
      create trigger brand_members_moved after update of ancestors on brands
        for each row execute function brand_members_moved()
    `);
  }

  override down(): void {
    this.addSql(`drop trigger brand_members_moved on brands`);
    this.addSql(`drop trigger brand_role_members_lined on brand_role_members`);
    this.addSql(`drop function brand_members_moved`);
    this.addSql(`drop function role_member_lined`);
    this.addSql(`drop function brand_line`);
    this.addSql(`create index brand_role_members_user on brand_role_members (user_id)`);
    this.addSql(`drop index brand_role_members_line`);
    this.addSql(`alter table brand_role_members drop column line`);
    this.addSql(`drop index brands_first`);
    this.addSql(`alter table brands drop column is_first`);
  }
}

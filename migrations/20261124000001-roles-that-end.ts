import { Migration } from '@mikro-orm/migrations';

/** Roles can be deleted, and members leave them; a root brand keeps an Owner all the same. */
export class Migration20261124000001 extends Migration {
  up(): void {
    // the name of a deleted role is free again
    this.addSql(`
      alter table brand_roles drop constraint brand_roles_name
    `);
    this.addSql(`
      create unique index brand_roles_name on brand_roles (brand_id, role) where deleted_at is null
    `);
    this.addSql(`
      create function owner_role_stays() returns trigger language plpgsql as $$
      begin
        raise 'The Owner role of a brand stays' using
          errcode = 'check_violation', table = 'brand_roles', constraint = 'brand_roles_owner_stays';
      end
      $$
    `);
    this.addSql(`
      create trigger brand_roles_owner_stays before update of role, deleted_at on brand_roles
        for each row
        when (old.role = 'Owner' and old.deleted_at is null and (new.role <> 'Owner' or new.deleted_at is not null))
        execute function owner_role_stays()
    `);
    // whoever waited for the lock looks once more, and sees who left meanwhile
    this.addSql(`
      create function last_owner_stays() returns trigger language plpgsql as $$
      begin
        perform from brands b join brand_roles r on r.brand_id = b.id
          where r.id = old.role_id and r.role = 'Owner' and r.deleted_at is null
            and b.parent_id is null and b.deleted_at is null
          for no key update of b;
        if found and not exists (
          select from brand_role_members m join users u on u.id = m.user_id
          where m.role_id = old.role_id and u.deleted_at is null
        ) then
          raise 'The last Owner of a root brand stays' using
            errcode = 'check_violation', table = 'brand_role_members', constraint = 'brand_role_members_last_owner';
        end if;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger brand_role_members_last_owner after delete or update of role_id, user_id on brand_role_members
        for each row execute function last_owner_stays()
    `);
  }

  override down(): void {
    this.addSql(`drop trigger brand_role_members_last_owner on brand_role_members`);
    this.addSql(`drop function last_owner_stays`);
    this.addSql(`drop trigger brand_roles_owner_stays on brand_roles`);
    this.addSql(`drop function owner_role_stays`);
    this.addSql(`drop index brand_roles_name`);
    // a name that was used again: what is deleted makes way
    this.addSql(`
      update brand_roles r set role = r.role || ' (deleted ' || r.id || ')' where r.deleted_at is not null
    `);
    this.addSql(`
      alter table brand_roles add constraint brand_roles_name unique (brand_id, role)
    `);
  }
}

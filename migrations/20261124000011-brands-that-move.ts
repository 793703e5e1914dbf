import { Migration } from '@mikro-orm/migrations';

/**
 * Brands know where they stand, whoever puts them there. A tree of brands is locked by its root, which never changes:
 * shared to put a new brand into it, alone to move one, so that no brand is made below one that is just being moved.
 */
export class Migration20261124000011 extends Migration {
  up(): void {
    this.addSql(`
      create function lock_brand_tree(brand uuid, to_move boolean) returns void language plpgsql as $$
      declare
        root uuid;
        tree int;
      begin
        select coalesce(ancestors[cardinality(ancestors)], id) into root from brands where id = brand;
        tree := hashtext(root::text);
        if to_move then
          perform pg_advisory_xact_lock('brands'::regclass::oid::int, tree);
        else
          perform pg_advisory_xact_lock_shared('brands'::regclass::oid::int, tree);
        end if;
      end
      $$
    `);
    // each statement here sees what was committed while the one before waited for a lock
    this.addSql(`
      create function brand_placed() returns trigger language plpgsql as $$
      declare
        above brands;
        below int := 0;
        broken text;
      begin
        if tg_op = 'INSERT' then
          new.ancestors := '{}';
        elsif new.parent_id is not distinct from old.parent_id then
          return new;
        end if;
        if new.parent_id is not null then
          perform lock_brand_tree(new.parent_id, tg_op = 'UPDATE');
          select * into above from brands where id = new.parent_id for share;
          if above.id is null then
            raise 'The brand above does not exist' using
              errcode = 'foreign_key_violation', table = 'brands', constraint = 'brands_parent_id_foreign';
          end if;
          new.ancestors := above.id || above.ancestors;
        end if;
        if tg_op = 'UPDATE' then
          select coalesce(max(array_position(ancestors, new.id)), 0) into below
            from brands where ancestors @> array[new.id] and deleted_at is null;
        end if;
        broken := case
          when above.deleted_at is not null and new.deleted_at is null then 'brands_parent_lives'
          when tg_op = 'UPDATE' and new.id = any(new.ancestors) then 'brands_no_cycle'
          when tg_op = 'UPDATE' and (old.parent_id is null or new.parent_id is null or
            new.ancestors[cardinality(new.ancestors)] <> old.ancestors[cardinality(old.ancestors)]) then 'brands_one_tree'
          when cardinality(new.ancestors) + 1 + below > 16 then 'brands_levels'
        end;
        if broken is not null then
          raise 'The brand cannot stand there' using
            errcode = 'check_violation', table = 'brands', constraint = broken;
        end if;
        if tg_op = 'UPDATE' then
          -- what follows the move sets it, of this brand and of those below at once
          new.ancestors := old.ancestors;
        end if;
        return new;
      end
      $$
    `);
    this.addSql(`
      create function brand_replaced() returns trigger language plpgsql as $$
      begin
        if new.parent_id is distinct from old.parent_id then
          update brands b
            set ancestors = b.ancestors[1:coalesce(array_position(b.ancestors, new.id), 0)] || above.id || above.ancestors
            from brands above
            where above.id = new.parent_id and (b.id = new.id or b.ancestors @> array[new.id]);
        end if;
        return null;
      end
      $$
    `);
    // whoever puts a brand below this one holds the row for share: it was counted, or sees that this one is gone
    this.addSql(`
      create function brand_ended() returns trigger language plpgsql as $$
      declare
        broken text;
      begin
        if old.deleted_at is not null or new.deleted_at is null then
          return new;
        end if;
        broken := case
          when new.is_first then 'brands_first_stays'
          when exists (select from brands where parent_id = new.id and deleted_at is null) then 'brands_childless'
        end;
        if broken is not null then
          raise 'The brand cannot be deleted' using
            errcode = 'check_violation', table = 'brands', constraint = broken;
        end if;
        return new;
      end
      $$
    `);
    this.addSql(`
      create trigger brands_placed before insert or update of parent_id on brands
        for each row execute function brand_placed()
    `);
    this.addSql(`
      create trigger brands_replaced after update of parent_id on brands
        for each row execute function brand_replaced()
    `);
    this.addSql(`
      create trigger brands_ended before update of deleted_at on brands
        for each row execute function brand_ended()
    `);
    // what stands in a line of brands is written while none of them moves
    this.addSql(`
      create or replace function role_member_lined() returns trigger language plpgsql as $$
      begin
        select brand_line(b.ancestors, b.id) into strict new.line
          from brand_roles r join brands b on b.id = r.brand_id where r.id = new.role_id for share of b;
        return new;
      end
      $$
    `);
    this.addSql(`
      create or replace function portal_scoped() returns trigger language plpgsql as $$
      begin
        perform from brands where id = new.brand_id for share;
        delete from portal_scopes where portal_id = new.id;
        insert into portal_scopes (brand_id, portal_id)
          select unnest(b.id || b.ancestors), new.id from brands b where b.id = new.brand_id;
        return null;
      end
      $$
    `);
    // a portal that is just being deleted is waited for, and then left out
    this.addSql(`
      create or replace function brand_moved() returns trigger language plpgsql as $$
      begin
        perform from portals where brand_id = new.id order by id for key share;
        delete from portal_scopes where portal_id in (select id from portals where brand_id = new.id);
        insert into portal_scopes (brand_id, portal_id)
          select unnest(new.id || new.ancestors), p.id from portals p
          where p.brand_id = new.id and p.deleted_at is null;
        return null;
      end
      $$
    `);
  }

  override down(): void {
    this.addSql(`
      create or replace function brand_moved() returns trigger language plpgsql as $$
      begin
        delete from portal_scopes where portal_id in (select id from portals where brand_id = new.id);
        insert into portal_scopes (brand_id, portal_id)
          select unnest(new.id || new.ancestors), p.id from portals p where p.brand_id = new.id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create or replace function portal_scoped() returns trigger language plpgsql as $$
      begin
        delete from portal_scopes where portal_id = new.id;
        insert into portal_scopes (brand_id, portal_id)
          select unnest(b.id || b.ancestors), new.id from brands b where b.id = new.brand_id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create or replace function role_member_lined() returns trigger language plpgsql as $$
      begin
        select brand_line(b.ancestors, b.id) into strict new.line
          from brand_roles r join brands b on b.id = r.brand_id where r.id = new.role_id;
        return new;
      end
      $$
    `);
    for (const trigger of ['brands_placed', 'brands_replaced', 'brands_ended']) {
      this.addSql(`drop trigger ${trigger} on brands`);
    }
    this.addSql(`drop function brand_placed`);
    this.addSql(`drop function brand_replaced`);
    this.addSql(`drop function brand_ended`);
    this.addSql(`drop function lock_brand_tree`);
  }
}

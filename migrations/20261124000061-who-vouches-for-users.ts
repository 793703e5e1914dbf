import { Migration } from '@mikro-orm/migrations';

/**
 * Whoever invites somebody could be the one who sets the password, so it is known which brand vouches for a user; and
 * since when a user has a role, so that one that others give later is not where the user is at home.
 */
export class Migration20261124000061 extends Migration {
  up(): void {
    this.addSql(`
      alter table users
        add column vouched_by_id uuid,
        add constraint users_vouched_by_id_foreign foreign key (vouched_by_id) references brands (id) on delete set null
    `);
    this.addSql(`
      create index users_vouched_by on users (vouched_by_id) where vouched_by_id is not null
    `);
    this.addSql(`
      alter table brand_role_members add column created_at timestamptz not null default now()
    `);
  }

  override down(): void {
    this.addSql(`alter table brand_role_members drop column created_at`);
    this.addSql(`drop index users_vouched_by`);
    this.addSql(`alter table users drop column vouched_by_id`);
  }
}

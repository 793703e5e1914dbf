import { Migration } from '@mikro-orm/migrations';

/** Whoever looks after a contact asks for its activities by action and time; the index that a page is found in has both. */
export class Migration20261124000032 extends Migration {
  up(): void {
    this.addSql(`
      drop index activities_contact
    `);
    this.addSql(`
      create index activities_contact on activities (contact_id, id) include (is_visible, deleted_at, action, created_at)
    `);
  }

  override down(): void {
    this.addSql(`drop index activities_contact`);
    this.addSql(`
      create index activities_contact on activities (contact_id, id) include (is_visible, deleted_at)
    `);
  }
}

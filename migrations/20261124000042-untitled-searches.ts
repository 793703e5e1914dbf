import { Migration } from '@mikro-orm/migrations';

/** A saved search needs no title: its criteria say what it is called then. */
export class Migration20261124000042 extends Migration {
  up(): void {
    this.addSql(`
      alter table saved_searches alter column title drop not null
    `);
  }

  override down(): void {
    this.addSql(`
      update saved_searches set title = '' where title is null
    `);
    this.addSql(`
      alter table saved_searches alter column title set not null
    `);
  }
}

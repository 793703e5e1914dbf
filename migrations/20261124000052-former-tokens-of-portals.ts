import { Migration } from '@mikro-orm/migrations';

/** A token that was replaced may work a while longer. */
export class Migration20261124000052 extends Migration {
  up(): void {
    this.addSql(`
      alter table portals
        add column former_token_hash bytea,
        add column former_token_until timestamptz
    `);
  }

  override down(): void {
    this.addSql(`
      alter table portals
        drop column former_token_hash,
        drop column former_token_until
    `);
  }
}

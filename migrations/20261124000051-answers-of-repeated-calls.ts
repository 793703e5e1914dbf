import { Migration } from '@mikro-orm/migrations';

/**
 * Every POST can be repeated by its key, and what it was answered is kept. The keys of creations that were kept until now
 * had no answer, and are a day old at most: they are let go.
 */
export class Migration20261124000051 extends Migration {
  up(): void {
    this.addSql(`
      drop table idempotency_keys
    `);
    this.addSql(`
      create table idempotency_keys (
        call bytea not null,
        route text not null,
        brand_id uuid,
        body_hash bytea not null,
        answer text,
        tag text,
        is_under_way boolean not null default false,
        created_at timestamptz not null default now(),
        primary key (call),
        constraint idempotency_keys_brand_id_foreign foreign key (brand_id) references brands (id) on delete set null
      )
    `);
    this.addSql(`
      create index idempotency_keys_created_at on idempotency_keys (created_at)
    `);
    this.addSql(`
      create index idempotency_keys_brand on idempotency_keys (brand_id)
    `);
  }

  override down(): void {
    this.addSql(`
      drop table idempotency_keys
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
}

import { Migration } from '@mikro-orm/migrations';

/** People sign in: by a password, which an invitation lets them set, for tokens that are renewed. */
export class Migration20261124000002 extends Migration {
  up(): void {
    this.addSql(`
      create table passwords (
        user_id uuid not null,
        hash text not null,
        set_at timestamptz not null default now(),
        primary key (user_id),
        constraint passwords_user_id_foreign foreign key (user_id) references users (id) on update cascade on delete cascade
      )
    `);
    this.addSql(`
      create table invitations (
        prefix text not null,
        token_hash bytea not null,
        user_id uuid not null,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        primary key (prefix),
        constraint invitations_user_id_foreign foreign key (user_id) references users (id) on delete cascade
      )
    `);
    this.addSql(`
      create index invitations_user on invitations (user_id)
    `);
    this.addSql(`
      create index invitations_expires_at on invitations (expires_at)
    `);
    this.addSql(`
      create table token_families (
        id uuid not null,
        user_id uuid not null,
        brand_id uuid not null,
        secret_key_id uuid,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        primary key (id),
        constraint token_families_user_id_foreign foreign key (user_id) references users (id) on delete cascade,
        constraint token_families_brand_id_foreign foreign key (brand_id) references brands (id) on delete cascade,
        constraint token_families_secret_key_id_foreign foreign key (secret_key_id) references secret_keys (id) on delete cascade
      )
    `);
    this.addSql(`
      create index token_families_user on token_families (user_id)
    `);
    this.addSql(`
      create index token_families_brand on token_families (brand_id)
    `);
    this.addSql(`
      create index token_families_secret_key on token_families (secret_key_id)
    `);
    this.addSql(`
      create index token_families_expires_at on token_families (expires_at)
    `);
    this.addSql(`
      create table access_tokens (
        prefix text not null,
        token_hash bytea not null,
        family_id uuid not null,
        expires_at timestamptz not null,
        primary key (prefix),
        constraint access_tokens_family_id_foreign foreign key (family_id) references token_families (id) on delete cascade
      )
    `);
    this.addSql(`
      create index access_tokens_family on access_tokens (family_id)
    `);
    this.addSql(`
      create table refresh_tokens (
        prefix text not null,
        token_hash bytea not null,
        family_id uuid not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        primary key (prefix),
        constraint refresh_tokens_family_id_foreign foreign key (family_id) references token_families (id) on delete cascade
      )
    `);
    this.addSql(`
      create index refresh_tokens_family on refresh_tokens (family_id)
    `);
    // a trigger's query sees what was committed until then: the tokens of whoever signed in by the old password, too
    this.addSql(`
      create function sign_out_on_password() returns trigger language plpgsql as $$
      begin
        delete from token_families where user_id = new.user_id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create function sign_out_on_deletion() returns trigger language plpgsql as $$
      begin
        delete from token_families where user_id = new.id;
        return null;
      end
      $$
    `);
    this.addSql(`
      create trigger passwords_set after insert or update of hash on passwords
        for each row execute function sign_out_on_password()
    `);
    this.addSql(`
      create trigger users_deleted after update of deleted_at on users
        for each row when (new.deleted_at is not null) execute function sign_out_on_deletion()
    `);
  }

  override down(): void {
    this.addSql(`drop trigger users_deleted on users`);
    this.addSql(`drop table refresh_tokens`);
    this.addSql(`drop table access_tokens`);
    this.addSql(`drop table token_families`);
    this.addSql(`drop table invitations`);
    this.addSql(`drop table passwords`);
    this.addSql(`drop function sign_out_on_password`);
    this.addSql(`drop function sign_out_on_deletion`);
  }
}

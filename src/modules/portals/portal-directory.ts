import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../../config/config.js';
import { ChangeFeed } from '../../database/change-feed.js';
import { Sql } from '../../database/sql.js';
import type { Statement } from '../../database/statement.js';
import { normalizeHostname } from './hostname.js';
import { PORTAL_BY_HOSTNAME, PORTAL_BY_ID, PORTAL_BY_SLUG, type PortalEntry } from './portal.repository.js';

const CAPACITY = 100_000;

/**
 * Finds portals by id and by hostname, from memory while the change feed is current.
 *
 * A name is only a hint to an entry: the entry itself says which names it answers to, so dropping the entry is all
 * that a change needs, and a stale hint does no harm.
 */
@Injectable()
export class PortalDirectory {
  private readonly entries = new LRUCache<string, PortalEntry>({ max: CAPACITY });
  private readonly idsByHostname = new LRUCache<string, string>({ max: CAPACITY });
  /** Counts changes: what was read before one may be outdated, and is not kept. */
  private changes = 0;

  constructor(
    private readonly config: Config,
    private readonly sql: Sql,
    private readonly feed: ChangeFeed,
  ) {
    feed.subscribe(
      (portalId) => this.forget(portalId),
      () => this.forgetAll(),
    );
  }

  async byId(id: string): Promise<PortalEntry | undefined> {
    const known = this.feed.isCurrent() ? this.entries.get(id) : undefined;
    return known ?? this.reload(id);
  }

  /** The same from the database: what is in memory may lag by a moment. */
  reload(id: string): Promise<PortalEntry | undefined> {
    return this.load(PORTAL_BY_ID, id);
  }

  /** @param name in any spelling; `<slug>.<PORTAL_DOMAIN>` is implicitly one of the portal with that slug */
  async byHostname(name: string): Promise<PortalEntry | undefined> {
    const hostname = normalizeHostname(name) ?? this.slugHostname(name);
    if (hostname === undefined) return undefined;
    const slug = this.slugIn(hostname);
    const known = this.feed.isCurrent()
      ? this.entries.get(this.idsByHostname.get(hostname) ?? '')
      : undefined;
    if (known && (slug === undefined ? known.hostnames?.includes(hostname) : known.slug === slug))
      return known;
    const entry =
      slug === undefined
        ? await this.load(PORTAL_BY_HOSTNAME, hostname)
        : await this.load(PORTAL_BY_SLUG, slug);
    if (entry) this.idsByHostname.set(hostname, entry.id);
    return entry;
  }

  /** Called as soon as this process has changed a portal; other processes hear of it by the feed. */
  forget(portalId: string): void {
    this.changes++;
    this.entries.delete(portalId);
  }

  private forgetAll(): void {
    this.changes++;
    this.entries.clear();
  }

  private async load(statement: Statement<PortalEntry>, key: string): Promise<PortalEntry | undefined> {
    const before = this.changes;
    const [entry] = await this.sql.run(statement, [key]);
    if (entry && this.changes === before) this.entries.set(entry.id, entry);
    return entry;
  }

  /** A slug may be longer than a label of a hostname. */
  private slugHostname(name: string): string | undefined {
    const plain = name.trim().toLowerCase().replace(/\.$/, '');
    return /^[a-z0-9-]{64,128}$/.test(this.slugIn(plain) ?? '') ? plain : undefined;
  }

  private slugIn(hostname: string): string | undefined {
    const suffix = `.${this.config.portalDomain}`;
    return hostname.endsWith(suffix) ? hostname.slice(0, -suffix.length) : undefined;
  }
}

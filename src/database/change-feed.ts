import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/config.js';
import { connectionOptions, IDLE_AT_SERVER, LimitedClient } from './limits.js';

const CHANNEL = 'portal_changed';
/** How often the listening connection proves that it is alive, in milliseconds. */
const HEARTBEAT = 250;
/** How long after the last proof its silence still means "nothing changed", in milliseconds. */
const TRUST = 800;
const RECONNECT = 500;
/** How long an answer is waited for before the connection is given up, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Tells which portals changed, wherever the change was made: triggers on the tables send a notification when it commits.
 *
 * While the feed `isCurrent`, every change older than a second has been told. A connection that fell silent stops
 * being current by itself, so a cache that asks first never serves what was changed more than a second ago.
 */
@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ChangeFeed.name);
  private readonly listeners: ((portalId: string) => void)[] = [];
  private readonly lapseListeners: (() => void)[] = [];
  private client?: pg.Client;
  private currentUntil = 0;
  private stopped = false;
  private timer?: NodeJS.Timeout;
  private unlisten?: () => Promise<void>;

  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
  ) {}

  /** `changed` is called for each change; `lapsed` when changes may have been missed. */
  subscribe(changed: (portalId: string) => void, lapsed: () => void): void {
    this.listeners.push(changed);
    this.lapseListeners.push(lapsed);
  }

  isCurrent(): boolean {
    return performance.now() < this.currentUntil;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.databaseUrl === undefined) await this.listenEmbedded();
    else await this.connect();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.currentUntil = 0;
    await this.unlisten?.();
    await this.client?.end().catch(() => undefined);
  }

  /** The embedded database has one connection in this process: nothing can be missed. */
  private async listenEmbedded(): Promise<void> {
    const connection = (this.em as SqlEntityManager).getConnection();
    const database = (await connection.getNativeClient()) as {
      listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
    };
    this.unlisten = await database.listen(CHANNEL, (portalId) => this.tell(portalId));
    this.currentUntil = Number.POSITIVE_INFINITY;
  }

  private async connect(): Promise<void> {
    const client: pg.Client = new LimitedClient({
      ...connectionOptions,
      connectionString: this.config.databaseUrl,
      application_name: 'portico change feed',
      query_timeout: PATIENCE,
    });
    this.client = client;
    client.on('notification', ({ payload }) => this.tell(payload ?? ''));
    client.on('error', (error) => this.lapse(client, error));
    client.on('end', () => this.lapse(client));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}; set idle_session_timeout = ${IDLE_AT_SERVER}`);
      await this.beat(client);
    } catch (error) {
      this.lapse(client, error as Error);
    }
  }

  /** An answer proves that all notifications committed before the question have been delivered. */
  private async beat(client: pg.Client): Promise<void> {
    const asked = performance.now();
    await client.query('select');
    if (client !== this.client || this.stopped) return;
    this.currentUntil = asked + TRUST;
    this.timer = setTimeout(
      () => void this.beat(client).catch((error: Error) => this.lapse(client, error)),
      HEARTBEAT,
    );
  }

  private lapse(client: pg.Client, error?: Error): void {
    if (client !== this.client) return;
    this.client = undefined;
    this.currentUntil = 0;
    clearTimeout(this.timer);
    for (const lapsed of this.lapseListeners) lapsed();
    client.end().catch(() => undefined);
    if (this.stopped) return;
    if (error) this.logger.warn(`The change feed is interrupted: ${error.message}`);
    this.timer = setTimeout(() => void this.connect(), RECONNECT);
  }

  private tell(portalId: string): void {
    for (const changed of this.listeners) changed(portalId);
  }
}

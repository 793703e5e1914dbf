import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Injectable } from '@nestjs/common';

/** Whether this instance should be sent requests. */
@Injectable()
export class Readiness {
  private stopping = false;

  constructor(private readonly em: EntityManager) {}

  /** From now on no more requests should be sent. */
  stop(): void {
    this.stopping = true;
  }

  async check(): Promise<{ ready: boolean; database: 'up' | 'down'; stopping: boolean }> {
    const { ok } = await (this.em as SqlEntityManager).getConnection().checkConnection();
    return { ready: ok && !this.stopping, database: ok ? 'up' : 'down', stopping: this.stopping };
  }
}

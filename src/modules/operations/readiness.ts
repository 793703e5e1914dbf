import { MikroORM } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

/** Whether this instance should be sent requests. */
@Injectable()
export class Readiness {
  private stopping = false;

  constructor(private readonly orm: MikroORM) {}

  /** From now on no more requests should be sent. */
  stop(): void {
    this.stopping = true;
  }

  async check(): Promise<{ ready: boolean; database: 'up' | 'down'; stopping: boolean }> {
    const up = await this.orm.isConnected();
    return { ready: up && !this.stopping, database: up ? 'up' : 'down', stopping: this.stopping };
  }
}

import { Injectable } from '@nestjs/common';
import { statement, Sql } from '../../database/sql.js';

const ANYTHING = statement<object>('anything', 'select 1');

/** Whether this instance should be sent requests. */
@Injectable()
export class Readiness {
  private stopping = false;

  constructor(private readonly sql: Sql) {}

  /** From now on no more requests should be sent. */
  stop(): void {
    this.stopping = true;
  }

  async check(): Promise<{ ready: boolean; database: 'up' | 'down'; stopping: boolean }> {
    const up = await this.sql.run(ANYTHING, []).then(
      () => true,
      () => false,
    );
    return { ready: up && !this.stopping, database: up ? 'up' : 'down', stopping: this.stopping };
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';

/** How long the database may take to answer, in milliseconds. */
const PATIENCE = 2_000;
/** How long its last answer is taken for the present state, in milliseconds from the question. */
const INTERVAL = 1_000;

/** Whether this instance should be sent requests. */
@Injectable()
export class Readiness {
  private stopping = false;
  private answer?: Promise<boolean>;
  private isAnswered = true;
  private askAgainAt = 0;

  constructor(private readonly sql: Sql) {}

  /** From now on no more requests should be sent. */
  stop(): void {
    this.stopping = true;
  }

  /** Everyone may ask this, at any rate: all share one question to the database. */
  async check(): Promise<{ ready: boolean; database: 'up' | 'down'; stopping: boolean }> {
    const isDue = this.isAnswered && performance.now() >= this.askAgainAt;
    if (isDue || !this.answer) this.answer = this.ask();
    const up = await this.answer;
    return { ready: up && !this.stopping, database: up ? 'up' : 'down', stopping: this.stopping };
  }

  private async ask(): Promise<boolean> {
    this.isAnswered = false;
    this.askAgainAt = performance.now() + INTERVAL;
    const tooLate = sleep(PATIENCE, false, { ref: false });
    const up = await Promise.race([this.sql.answers(), tooLate]);
    this.isAnswered = true;
    return up;
  }
}

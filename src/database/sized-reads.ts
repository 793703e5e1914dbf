import { Injectable } from '@nestjs/common';
import { MemoryBudget } from '../memory/memory-budget.js';
import { type JointStatement, JointStatements } from './joint-statements.js';
import { Sql } from './sql.js';
import { onPool, type Statement } from './statement.js';

/** What is read at once without waiting for a turn, in bytes of text. */
const SMALL = 256 * 1024;
const ANY_SIZE = 2 ** 31;
/** What a byte of text takes while it is read, parsed and made into an answer. */
const HEAP_PER_BYTE = 5;

/** A row of a statement that measures: each row says how long the texts of all rows are. */
export interface Sized {
  readonly bytes: number | null;
}

/**
 * Reads what can be large. Statements run here have one more parameter, the last: where the texts of all rows are longer
 * than that, they leave them out. So nearly every read is one round trip, and a long one is read by a second when there
 * is room for it in memory; many at once would end the process.
 */
@Injectable()
export class SizedReads {
  private readonly budget = MemoryBudget.ofHeap(1 / 8);

  constructor(
    private readonly sql: Sql,
    private readonly joint: JointStatements,
  ) {}

  /**
   * What is small for all who ask in one turn is read for all of them.
   * @throws {NoRoom}
   */
  async runJointly<Asked extends object, Row extends Sized>(
    statement: JointStatement<Asked, Row>,
    asked: Asked,
  ): Promise<Row[]> {
    const rows = await this.joint.run(statement, asked, [SMALL]);
    return (rows[0]?.bytes ?? 0) <= SMALL ? rows : this.run(statement, [JSON.stringify([asked])]);
  }

  /** @throws {NoRoom} */
  async run<Row extends Sized>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const rows = await this.sql.run(statement, [...values, SMALL]);
    const bytes = rows[0]?.bytes ?? 0;
    if (bytes <= SMALL) return rows;
    const leave = await this.budget.enter(bytes * HEAP_PER_BYTE);
    try {
      return await this.sql.run(onPool(statement), [...values, ANY_SIZE]);
    } finally {
      // the answer is made before anything else is read: nothing waits between here and there
      leave();
    }
  }
}

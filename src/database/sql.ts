import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Injectable } from '@nestjs/common';
import { CompiledQuery, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import { Pipelines } from './pipelines.js';
import { poolOf } from './pool.js';
import { Replicas } from './replicas.js';
import type { Statement } from './statement.js';
import { inTransaction, outerTransaction, retried } from './transaction.js';

/** Runs statements in one round trip each, without building entities. */
@Injectable()
export class Sql {
  private pool?: Pool | null;

  constructor(
    private readonly em: EntityManager,
    private readonly pipelines: Pipelines,
    private readonly replicas: Replicas,
  ) {}

  /** What is called from within a transaction is part of it; a failure of the statement undoes no more than itself. */
  async run<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    if (outerTransaction()) return inTransaction(this.em, (em) => this.runIn(em, statement, values));
    const pool = this.pool === undefined ? (this.pool = await poolOf(this.em)) : this.pool;
    if (!pool) return runBy((this.em as SqlEntityManager).getConnection().getClient(), statement, values);
    const query = { name: statement.name, text: statement.sql, values: values as unknown[] };
    const result = statement.isShort ? await this.pipelines.run(query) : undefined;
    const { rows } = result ?? (await retried(() => pool.query(query)));
    return rows as Row[];
  }

  /** Whether the database answers, and serves. */
  async answers(): Promise<boolean> {
    return this.run({ sql: 'select 1' }, []).then(
      () => true,
      () => false,
    );
  }

  /** A read that may lag behind: a replica runs it where there is one that answers. */
  async runLagging<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    if (outerTransaction()) return this.run(statement, values);
    const rows = await this.replicas.run({ ...statement, text: statement.sql, values: [...values] });
    return (rows as Row[] | undefined) ?? this.run(statement, values);
  }

  /** Like `run`, within a transaction of `em`. */
  async runIn<Row>(em: EntityManager, statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const transaction = em.getTransactionContext<Transaction<unknown>>();
    if (!transaction) throw new Error(`${statement.name ?? 'The statement'} needs a transaction`);
    return runBy(transaction, statement, values);
  }
}

async function runBy<Row>(
  executor: Pick<Transaction<unknown>, 'executeQuery'>,
  statement: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await executor.executeQuery(CompiledQuery.raw(statement.sql, [...values]));
  return rows as Row[];
}

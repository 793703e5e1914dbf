import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Injectable } from '@nestjs/common';
import { CompiledQuery, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import { Replicas } from './replicas.js';
import type { Statement } from './statement.js';

/** Runs statements in one round trip each, without building entities. */
@Injectable()
export class Sql {
  private pool?: Pool | null;

  constructor(
    private readonly em: EntityManager,
    private readonly replicas: Replicas,
  ) {}

  async run<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const connection = (this.em as SqlEntityManager).getConnection();
    this.pool ??= poolOf(await connection.getNativeClient());
    if (this.pool) {
      const { rows } = await this.pool.query({
        ...statement,
        text: statement.sql,
        values: values as unknown[],
      });
      return rows as Row[];
    }
    const { rows } = await connection.getClient().executeQuery(CompiledQuery.raw(statement.sql, [...values]));
    return rows as Row[];
  }

  /** A read that may lag behind: a replica runs it where there is one that answers. */
  async runLagging<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const rows = await this.replicas.run({ ...statement, text: statement.sql, values: [...values] });
    return (rows as Row[] | undefined) ?? this.run(statement, values);
  }

  /** Like `run`, within a transaction of `em`. */
  async runIn<Row>(em: EntityManager, statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const transaction = em.getTransactionContext<Transaction<unknown>>();
    if (!transaction) throw new Error(`${statement.name ?? 'The statement'} needs a transaction`);
    const { rows } = await transaction.executeQuery(CompiledQuery.raw(statement.sql, [...values]));
    return rows as Row[];
  }
}

/** The embedded database has one connection, which only the ORM's driver may hand out: then `null`. */
function poolOf(client: unknown): Pool | null {
  return client instanceof Object && 'totalCount' in client ? (client as Pool) : null;
}

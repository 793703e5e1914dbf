import { setImmediate } from 'node:timers';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { isRefused } from './database-errors.js';
import { Pipelines } from './pipelines.js';
import { Sql } from './sql.js';
import { onPool, type Statement } from './statement.js';
import { outerTransaction } from './transaction.js';

/** How many requests one statement serves. */
const MOST = 32;
/** How long the JSON of a request may be that is served with others, in characters. */
const MOST_ASKED = 2_048;

/**
 * A short statement that does for several requests what each of them asks for. `$1` is a JSON array with an object for each
 * of them; what else it takes is the same for all.
 */
export interface JointStatement<Asked extends object, Row> extends Statement<Row> {
  /** Whether a row is of the answer to `asked`, which is at this place of the array. */
  readonly answers: (row: Row, asked: Asked, place: number) => boolean;
}

interface Ask {
  readonly asked: object;
  readonly json: string;
}

/**
 * Runs what many requests ask for in one turn of the event loop as one statement. Each gets the rows that are its own. Where
 * one is refused, or a lock is not free, each is run for itself, by the pool.
 */
@Injectable()
export class JointStatements {
  private readonly loaders = new Map<string, DataLoader<Ask, unknown[] | undefined>>();

  constructor(
    private readonly sql: Sql,
    private readonly pipelines: Pipelines,
  ) {}

  async run<Asked extends object, Row>(
    statement: JointStatement<Asked, Row>,
    asked: Asked,
    rest: readonly unknown[] = [],
  ): Promise<Row[]> {
    const json = JSON.stringify(asked);
    const alone = (one: Statement<Row>) => this.sql.run(one, [`[${json}]`, ...rest]);
    const hasToBeAlone = json.length > MOST_ASKED || outerTransaction() !== undefined;
    if (!this.pipelines.areOpen() || hasToBeAlone) return alone(statement);
    const rows = await this.loaderOf(statement, rest).load({ asked, json });
    return (rows as Row[] | undefined) ?? alone(onPool(statement));
  }

  private loaderOf<Asked extends object, Row>(
    statement: JointStatement<Asked, Row>,
    rest: readonly unknown[],
  ) {
    const key = [statement.name, ...rest].join();
    let loader = this.loaders.get(key);
    if (!loader) {
      const asAny = statement as unknown as JointStatement<object, Row>;
      loader = new DataLoader((asks: readonly Ask[]) => this.together(asAny, asks, rest), ONE_TURN);
      this.loaders.set(key, loader);
    }
    return loader;
  }

  /** `undefined` for whom nothing was done. Nobody waits here for what only one of them has to wait for. */
  private async together<Row>(
    statement: JointStatement<object, Row>,
    asks: readonly Ask[],
    rest: readonly unknown[],
  ): Promise<(Row[] | Error | undefined)[]> {
    try {
      const rows = await this.runTogether(statement, asks, rest);
      return asks.map(({ asked }, place) => rows?.filter((row) => statement.answers(row, asked, place)));
    } catch (error) {
      // one of them is refused: each has to be run by itself. After anything else nobody knows whether it happened
      return asks.map(() => (isRefused(error) ? undefined : (error as Error)));
    }
  }

  private async runTogether<Row>(
    { name, sql }: Statement<Row>,
    asks: readonly Ask[],
    rest: readonly unknown[],
  ): Promise<Row[] | undefined> {
    const json = `[${asks.map((ask) => ask.json).join()}]`;
    const result = await this.pipelines.run({ name, text: sql, values: [json, ...rest] }, 'at once');
    return result?.rows as Row[] | undefined;
  }
}

const ONE_TURN = {
  cache: false,
  maxBatchSize: MOST,
  batchScheduleFn: (send: () => void) => void setImmediate(send),
};

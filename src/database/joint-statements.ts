import { setImmediate } from 'node:timers';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { isDatabaseAway } from './database-errors.js';
import { Pipelines } from './pipelines.js';
import { Sql } from './sql.js';
import type { Statement } from './statement.js';

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

/** Runs what many requests ask for in one turn of the event loop as one statement. Each gets the rows that are its own. */
@Injectable()
export class JointStatements {
  private readonly loaders = new Map<unknown, DataLoader<Ask, unknown[]>>();

  constructor(
    private readonly sql: Sql,
    private readonly pipelines: Pipelines,
  ) {}

  run<Asked extends object, Row>(
    statement: JointStatement<Asked, Row>,
    asked: Asked,
    rest: readonly unknown[] = [],
  ): Promise<Row[]> {
    const ask = { asked, json: JSON.stringify(asked) };
    if (!this.pipelines.areOpen() || ask.json.length > MOST_ASKED) return this.alone(statement, ask, rest);
    let loader = this.loaders.get(statement);
    if (!loader) {
      const together = (asks: readonly Ask[]) =>
        this.together(statement as JointStatement<object, Row>, asks, rest);
      loader = new DataLoader<Ask, unknown[]>(together, ONE_TURN);
      this.loaders.set(statement, loader);
    }
    return loader.load(ask) as Promise<Row[]>;
  }

  private async together<Row>(
    statement: JointStatement<object, Row>,
    asks: readonly Ask[],
    rest: readonly unknown[],
  ): Promise<(Row[] | Error)[]> {
    try {
      const rows = asks.length > 1 ? await this.runTogether(statement, asks, rest) : undefined;
      if (rows)
        return asks.map(({ asked }, place) => rows.filter((row) => statement.answers(row, asked, place)));
    } catch (error) {
      // whether it happened nobody knows
      if (isDatabaseAway(error)) return asks.map(() => error as Error);
    }
    // nothing happened: each for itself, so that what one of them is refused for, or waits for, is its own
    return Promise.all(
      asks.map((ask) => this.alone(statement, ask, rest).catch((error: unknown) => error as Error)),
    );
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

  private alone<Row>(statement: Statement<Row>, { json }: Ask, rest: readonly unknown[]): Promise<Row[]> {
    return this.sql.run(statement, [`[${json}]`, ...rest]);
  }
}

const ONE_TURN = {
  cache: false,
  maxBatchSize: MOST,
  batchScheduleFn: (send: () => void) => void setImmediate(send),
};

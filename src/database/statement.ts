/** An SQL statement. Its parameters are `$1`, `$2`, … and travel apart from the text. */
export interface Statement<Row> {
  /** PostgreSQL prepares it once per connection under this name; without one, it plans anew for the values of each call. */
  readonly name?: string;
  readonly sql: string;
  /** Type only: what a row looks like. */
  readonly row?: Row;
}

export const statement = <Row>(name: string, sql: string): Statement<Row> => ({ name, sql });

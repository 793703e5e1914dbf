/** An SQL statement. Its parameters are `$1`, `$2`, … and travel apart from the text. */
export interface Statement<Row> {
  /** PostgreSQL prepares it once per connection under this name; without one, it plans anew for the values of each call. */
  readonly name?: string;
  readonly sql: string;
  /** It finds a few rows by their keys, whatever its values, so it may share a connection with others. */
  readonly isShort?: boolean;
  /** Type only: what a row looks like. */
  readonly row?: Row;
}

/** A statement that a hot route runs; see {@link Statement.isShort}. */
export const shortStatement = <Row>(name: string, sql: string): Statement<Row> => ({
  name,
  sql,
  isShort: true,
});

/** The same statement, for the pool to run: this once it may take longer. */
export const onPool = <Row>(one: Statement<Row>): Statement<Row> => ({ ...one, isShort: false });

export const statement = <Row>(name: string, sql: string): Statement<Row> => ({ name, sql });

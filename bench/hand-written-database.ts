import pg from 'pg';

/** What the hand-written server asks its database by. */
export interface Database {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
  end(): Promise<unknown>;
}

const connectionString = process.env['DATABASE_URL'];

/** With `PIPELINED` so many connections are shared by all requests, else each statement has one of a pool for itself. */
export async function openDatabase(): Promise<Database> {
  const connections = Number(process.env['PIPELINED'] ?? 0);
  if (connections > 0) return inTurn(await Promise.all(Array.from({ length: connections }, pipelined)));
  const pool = new pg.Pool({ connectionString, max: 20 });
  pool.on('error', (error) => console.error(error.message));
  return pool;
}

/** Sends statements without waiting for the answers to those before; all of one turn of the event loop in one packet. */
async function pipelined(): Promise<Database> {
  const client = new pg.Client({ connectionString, pipeline: true });
  client.on('error', (error) => console.error(error.message));
  await client.connect();
  const { stream } = client.connection;
  let corked = false;
  const uncork = () => {
    corked = false;
    stream.uncork();
  };
  return {
    query: (statement) => {
      if (!corked) {
        corked = true;
        stream.cork();
        setImmediate(uncork);
      }
      return client.query(statement);
    },
    end: () => client.end(),
  };
}

function inTurn(databases: readonly Database[]): Database {
  let turn = 0;
  return {
    query: (statement) => databases[turn++ % databases.length]!.query(statement),
    end: () => Promise.all(databases.map((one) => one.end())),
  };
}

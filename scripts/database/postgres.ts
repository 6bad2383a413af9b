import pg from 'pg';
import {
  beginStatement,
  type DatabaseAdapter,
  type Session,
  type Statement,
  type StatementResult,
  type TransactionOptions,
} from './adapter.ts';

/** Leaves values in Postgres's text format. */
const asText = { getTypeParser: () => (value: string) => value };

type Row = (string | null)[];

/** A Postgres server, with a pool of connections. `onIdleError` is called when an idle connection breaks. */
export function openPostgres(connectionString: string, onIdleError: (error: Error) => void): DatabaseAdapter {
  const pool = new pg.Pool({ connectionString, max: 20, connectionTimeoutMillis: 10_000 });
  pool.on('error', onIdleError);

  async function withSession<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    let failure: Error | undefined;
    const onError = (error: Error): void => {
      failure = error;
    };
    client.on('error', onError);
    try {
      return await work(createSession(client));
    } finally {
      client.removeListener('error', onError);
      client.release(failure);
    }
  }

  return {
    execute: (statement) => runStatement(pool, statement),
    transaction: (statements, options) => withSession((session) => runTransaction(session, statements, options)),
    withSession,
    close: () => pool.end(),
  };
}

async function runTransaction(
  session: Session,
  statements: readonly Statement[],
  options: TransactionOptions,
): Promise<StatementResult[]> {
  await session.script(beginStatement(options));
  try {
    const results: StatementResult[] = [];
    for (const statement of statements) results.push(await session.execute(statement));
    await session.script('COMMIT');
    return results;
  } catch (error) {
    await session.script('ROLLBACK');
    throw error;
  }
}

function createSession(client: pg.PoolClient): Session {
  return {
    execute: (statement) => runStatement(client, statement),
    async script(sql) {
      await client.query(sql);
    },
  };
}

async function runStatement(on: pg.Pool | pg.PoolClient, { query, params }: Statement): Promise<StatementResult> {
  const result = await on.query<Row>({ text: query, values: [...params], rowMode: 'array', types: asText });
  return {
    command: result.command,
    rowCount: result.rowCount,
    fields: result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
    rows: result.rows,
  };
}

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

/**
 * To plan a statement takes as long as to run it. A named one is planned once for each connection; without this setting Postgres
 * goes on planning those of which it thinks that a plan for the very values is better.
 */
const PLAN_ONCE = 'SET plan_cache_mode = force_generic_plan';

/** A Postgres server, with a pool of connections. `onIdleError` is called when an idle connection breaks. */
export function openPostgres(connectionString: string, onIdleError: (error: Error) => void): DatabaseAdapter {
  const pool = new pg.Pool({ connectionString, max: 20, connectionTimeoutMillis: 10_000 });
  pool.on('error', onIdleError);
  pool.on('connect', (client) => {
    client.query(PLAN_ONCE).catch(onIdleError);
  });

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

/** How many texts get names: each connection keeps the plans of those that it has run. */
const MOST_NAMES = 500;

const names = new Map<string, string>();
let given = 0;

/** The name under which this text is prepared; none once there are enough. */
function nameOf(query: string): { readonly name?: string } {
  const known = names.get(query);
  if (known !== undefined) return { name: known };
  if (names.size >= MOST_NAMES) return {};
  given += 1;
  const name = `linkflow_${given}`;
  names.set(query, name);
  return { name };
}

/** A migration may have changed what a prepared statement returns, which Postgres refuses: under another name it is prepared anew. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '0A000';
}

async function runStatement(on: pg.Pool | pg.PoolClient, statement: Statement): Promise<StatementResult> {
  try {
    return await runNamed(on, statement, nameOf(statement.query));
  } catch (error) {
    if (!isStalePlan(error)) throw error;
    names.delete(statement.query);
    if (!(on instanceof pg.Pool)) throw error;
    return runNamed(on, statement, nameOf(statement.query));
  }
}

async function runNamed(
  on: pg.Pool | pg.PoolClient,
  { query, params }: Statement,
  name: { readonly name?: string },
): Promise<StatementResult> {
  const result = await on.query<Row>({ ...name, text: query, values: [...params], rowMode: 'array', types: asText });
  return {
    command: result.command,
    rowCount: result.rowCount,
    fields: result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
    rows: result.rows,
  };
}

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

/** Whoever logged in, in `SET ROLE`. */
const OWNER = 'NONE';

/** A Postgres server, with a pool of connections. `onIdleError` is called when an idle connection breaks. */
export function openPostgres(connectionString: string, onIdleError: (error: Error) => void): DatabaseAdapter {
  const pool = new pg.Pool({ connectionString, max: 20, connectionTimeoutMillis: 10_000 });
  pool.on('error', onIdleError);
  pool.on('connect', (client) => {
    client.query(PLAN_ONCE).catch(onIdleError);
  });

  async function withSession<Result>(role: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    let failure: Error | undefined;
    const onError = (error: Error): void => {
      failure = error;
    };
    client.on('error', onError);
    try {
      return await work(createSession(client, role));
    } finally {
      client.removeListener('error', onError);
      client.release(failure);
    }
  }

  /** Who the statements are is said each time, whatever those before have left on the connection. */
  function inRole<Result>(role: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    return withSession(role, async (session) => {
      await session.script(`RESET SESSION AUTHORIZATION; SET ROLE ${role}`);
      return work(session);
    });
  }

  return {
    execute: (statement, role = OWNER) => inRole(role, (session) => executeAlone(session, statement, role)),
    transaction: (statements, { role = OWNER, ...options }) =>
      inRole(role, (session) => runTransaction(session, statements, options)),
    withSession: (work) => inRole(OWNER, work),
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

function createSession(client: pg.PoolClient, role: string): Session {
  return {
    execute: (statement) => runNamed(client, statement, nameOf(statement, role)),
    async script(sql) {
      await client.query(sql);
    },
  };
}

/** How many texts get names: each connection keeps the plans of those that it has run. */
const MOST_NAMES = 500;

const names = new Map<string, string>();
let given = 0;

/** A role's plans are its own: for another role they would have to be made anew each time. */
function keyOf({ query }: Statement, role: string): string {
  return `${role}: ${query}`;
}

/** The name under which this text is prepared; none once there are enough. */
function nameOf(statement: Statement, role: string): { readonly name?: string } {
  const key = keyOf(statement, role);
  const known = names.get(key);
  if (known !== undefined) return { name: known };
  if (names.size >= MOST_NAMES) return {};
  given += 1;
  const name = `linkflow_${given}`;
  names.set(key, name);
  return { name };
}

/** A migration may have changed what a prepared statement returns, which Postgres refuses: under another name it is prepared anew. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '0A000';
}

/** Executes a statement that is alone in its transaction, so that it may be tried again. */
async function executeAlone(session: Session, statement: Statement, role: string): Promise<StatementResult> {
  try {
    return await session.execute(statement);
  } catch (error) {
    if (!isStalePlan(error)) throw error;
    names.delete(keyOf(statement, role));
    return session.execute(statement);
  }
}

async function runNamed(
  client: pg.PoolClient,
  { query, params }: Statement,
  name: { readonly name?: string },
): Promise<StatementResult> {
  const result = await client.query<Row>({
    ...name,
    text: query,
    values: [...params],
    rowMode: 'array',
    types: asText,
  });
  return {
    command: result.command,
    rowCount: result.rowCount,
    fields: result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
    rows: result.rows,
  };
}

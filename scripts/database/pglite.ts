import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { dataDir as emptyDataDir } from '@electric-sql/pglite-prepopulatedfs';
import {
  beginStatement,
  type DatabaseAdapter,
  type Session,
  type Statement,
  type StatementResult,
  type TransactionOptions,
} from './adapter.ts';
import { answerWhenSynced } from './answer-when-synced.ts';
import { createLogFiles } from './log-files.ts';
import {
  closeMessages,
  findError,
  type NamedStatement,
  queryMessage,
  readResults,
  runMessages,
  syncMessage,
} from './pglite-protocol.ts';
import { createStatementNames } from './statement-names.ts';
import { SyncedFolder, syncingParameters } from './synced-folder.ts';

type Parts = readonly Uint8Array[];
type Send = (parts: Parts) => Promise<StatementResult[]>;

/** `synced`: whether nobody is told of what is not on the disk yet. */
export type PgliteOptions = { readonly synced: boolean };

/** Opens the embedded Postgres in a folder. */
export async function openPglite(dataDir: string, { synced }: PgliteOptions): Promise<DatabaseAdapter> {
  return open(synced ? dataDir : null, synced ? {} : { dataDir });
}

/**
 * Makes a new embedded Postgres in a folder or, without one, in memory. It starts from ready-made files of an empty database,
 * since making them here would take several times as long.
 */
export async function createPglite(dataDir?: string, { synced }: PgliteOptions = UNSYNCED): Promise<DatabaseAdapter> {
  const loadDataDir = await emptyDataDir();
  if (dataDir === undefined) return open(null, { loadDataDir });
  return open(synced ? dataDir : null, synced ? { loadDataDir } : { dataDir, loadDataDir });
}

const UNSYNCED: PgliteOptions = { synced: false };

/** `syncedDir`: the folder to sync; without one nothing is. */
async function open(syncedDir: string | null, options: PGliteOptions): Promise<DatabaseAdapter> {
  if (syncedDir === null) return adapt(await PGlite.create(options));
  const log = createLogFiles();
  const startParams = syncingParameters(PGlite.defaultStartParams);
  const database = await adapt(await PGlite.create({ ...options, fs: new SyncedFolder(syncedDir, log), startParams }));
  return answerWhenSynced(database, log);
}

/** PGlite is a single connection, so all callers take turns. The time zone is set to UTC, by the name that Neon uses. */
async function adapt(pglite: PGlite): Promise<DatabaseAdapter> {
  await pglite.exec("SET TIME ZONE 'UTC'");
  const inTurn = createTurns();
  const runner = createRunner(async (parts) => {
    const { messages } = await pglite.execProtocol(Buffer.concat(parts), { throwOnError: false });
    const error = findError(messages);
    if (error !== null) throw error;
    return readResults(messages);
  });
  let isSure = true;

  /** After a failure nobody is sure who the connection is, so it is reset first: a role that cannot be taken on must not stay so. */
  async function runClean(statements: readonly Statement[], around: Around): Promise<StatementResult[]> {
    const before = isSure ? around.before : [queryMessage(RESET), ...around.before];
    isSure = false;
    const results = await runner.run(statements, { ...around, before });
    isSure = true;
    return results;
  }

  return {
    execute: (statement, role) =>
      inTurn(async () => {
        const [result] = await runClean([statement], role === undefined ? AS_OWNER : { role, before: [], after: [] });
        return result ?? NO_RESULT;
      }),
    transaction: (statements, options) => inTurn(() => runClean(statements, aroundTransaction(options))),
    withSession: (work) =>
      inTurn(async () => {
        await runner.script(RESET);
        return work(runner);
      }),
    close: () => inTurn(() => pglite.close()),
  };
}

/** What goes before and after statements, and as which role they run. */
type Around = { readonly role?: string; readonly before: Parts; readonly after: Parts };

/** PGlite's own user, whom its connection begins as. RESET does not go back to it: a server would note it when somebody logs in. */
const RESET = 'SET SESSION AUTHORIZATION postgres; SET ROLE NONE';
const AS_OWNER: Around = { before: [queryMessage(RESET)], after: [] };

/** Statements up to one `Sync` are a transaction already, unless something is asked of it. */
function aroundTransaction({ role, ...options }: TransactionOptions): Around {
  const begin = beginStatement(options);
  if (role !== undefined && begin === 'BEGIN') return { role, before: [], after: [] };
  const [before, after] = [[queryMessage(begin)], [queryMessage('COMMIT')]];
  return role === undefined ? { before: [...AS_OWNER.before, ...before], after } : { role, before, after };
}

/** Counts for the statements after it up to the end of their transaction: so it is said each time, and never to be taken back. */
function takeRole(role: string): Statement {
  return { query: `SELECT set_config('role', $1, true)`, params: [role] };
}

const NO_RESULT: StatementResult = { command: '', rowCount: null, fields: [], rows: [] };

type Runner = Session & {
  /** Gives a result for each statement. */
  run(statements: readonly Statement[], around: Around): Promise<StatementResult[]>;
};

/** Runs each statement in one round trip. Statements are prepared under names, which are dropped when one fails. */
function createRunner(send: Send): Runner {
  const names = createStatementNames();

  async function attempt(named: readonly NamedStatement[], around: Around) {
    try {
      return await send([...around.before, ...named.flatMap(runMessages), syncMessage(), ...around.after]);
    } catch (error) {
      await send(closeMessages(names.forget(named)));
      throw error;
    }
  }

  async function attemptAgain(statements: readonly Statement[], around: Around): Promise<StatementResult[]> {
    const take = (): NamedStatement[] => statements.map((statement) => names.take(statement, around.role));
    const named = take();
    try {
      return await attempt(named, around);
    } catch (error) {
      const stale = named.some(({ known }) => known) && isStalePlan(error);
      if (!stale) throw error;
      return attempt(take(), around);
    }
  }

  const run: Runner['run'] = async (statements, around) => {
    if (names.areTooMany()) await send(closeMessages(names.forgetAll()));
    const first = around.role === undefined ? [] : [takeRole(around.role)];
    const results = await attemptAgain([...first, ...statements], around);
    const end = results.length - around.after.length;
    return results.slice(end - statements.length, end);
  };

  return {
    run,
    async execute(statement) {
      const [result] = await run([statement], { before: [], after: [] });
      return result ?? NO_RESULT;
    },
    async script(sql) {
      await send([queryMessage(sql)]);
    },
  };
}

/** The code of the error for a prepared statement whose tables have changed: `cached plan must not change result type`. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '0A000';
}

/** Makes a function that runs one piece of work after the other. */
function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

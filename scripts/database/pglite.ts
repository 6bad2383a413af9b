import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { dataDir as emptyDataDir } from '@electric-sql/pglite-prepopulatedfs';
import { ROLE_NAMES } from '../../src/db/roles.ts';
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
  type Shape,
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

/**
 * PGlite is a single connection, so all callers take turns. The time zone is set to UTC, by the name that Neon uses. With `"$user"` in
 * the search path, Postgres would look for a schema of each user anew whenever the connection becomes another one.
 */
async function adapt(pglite: PGlite): Promise<DatabaseAdapter> {
  await pglite.exec("SET TIME ZONE 'UTC'; SET search_path = public");
  const inTurn = createTurns();
  const send: Send = async (parts) => {
    const { messages } = await pglite.execProtocol(Buffer.concat(parts), { throwOnError: false });
    const error = findError(messages);
    if (error !== null) throw error;
    return readResults(messages);
  };
  const runner = createRunner(send);

  /** Who the connection surely is; `null`: it may be anybody. */
  let present: string | null = null;

  /** By itself, since the owner sends also what no other statement may stand before, such as VACUUM. */
  async function becomeOwner(): Promise<void> {
    present = null;
    await send([queryMessage(`SET SESSION AUTHORIZATION ${OWNER}`)]);
  }

  /** Nobody knows who a statement that failed has left the connection as, or one that people or their authentication asked for. */
  async function runAs(role: string, statements: readonly Statement[], around: Around): Promise<StatementResult[]> {
    if (role === OWNER) await becomeOwner();
    const isSure = present === role || role === OWNER;
    present = null;
    const all = isSure ? statements : [become(role), ...statements];
    const results = await runner.run(all, { ...around, role });
    if (role === ROLE_NAMES.system) present = role;
    return isSure ? results : results.slice(1);
  }

  return {
    execute: (statement, role = OWNER) =>
      inTurn(async () => {
        const [result] = await runAs(role, [statement], ALONE);
        return result ?? NO_RESULT;
      }),
    transaction: (statements, { role = OWNER, ...options }) =>
      inTurn(() => runAs(role, statements, aroundTransaction(options))),
    withSession: (work) =>
      inTurn(async () => {
        await becomeOwner();
        return work(runner);
      }),
    close: () => inTurn(() => pglite.close()),
  };
}

/** Whom PGlite's connection begins as. */
const OWNER = 'postgres';

/** Goes before the statements of a role, in their transaction: if it fails, so do they. It gives back any role that was taken on. */
function become(role: string): Statement {
  return { query: `SET SESSION AUTHORIZATION ${role}`, params: [] };
}

/** What goes before and after statements. `role`: whose plans they have. */
type Around = { readonly role?: string; readonly before: Parts; readonly after: Parts };

const ALONE: Around = { before: [], after: [] };

/** Statements up to one `Sync` are a transaction already, unless something is asked of it. */
function aroundTransaction(options: TransactionOptions): Around {
  const begin = beginStatement(options);
  return begin === 'BEGIN' ? ALONE : { before: [queryMessage(begin)], after: [queryMessage('COMMIT')] };
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
      const results = await send([...around.before, ...named.flatMap(runMessages), syncMessage(), ...around.after]);
      const end = results.length - around.after.length;
      return results.slice(end - named.length, end).map((result, place) => withShape(result, named[place]?.shape));
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
    return attemptAgain(statements, around);
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

/** Keeps what the rows look like from the first run, and says so in those that follow. */
function withShape(result: StatementResult, shape: Shape | undefined): StatementResult {
  if (shape === undefined) return result;
  shape.fields ??= result.fields;
  return { ...result, fields: shape.fields };
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

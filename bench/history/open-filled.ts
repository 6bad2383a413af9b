import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { openReachable } from '../../scripts/database/open-reachable.ts';
import { createPglite } from '../../scripts/database/pglite.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { FILL, FILLED_WORKFLOW, MONTHS, PARTITIONS, PEOPLE, WORKFLOWS } from './fill-statements.ts';

/** Executions that one statement writes. */
const BATCH = 50_000;

/** How many executions there are: in a server as many as a busy year leaves, in the embedded Postgres what fits into minutes. */
const ROWS = { server: 5_000_000, embedded: 200_000 };

/** A database with a long history. */
export type Filled = {
  readonly database: DatabaseAdapter;
  readonly rows: number;
  /** The workspace that nearly all executions are in, and one of its workflows. */
  readonly workspaceId: string;
  readonly workflowId: string;
};

async function texts(database: DatabaseAdapter, query: string): Promise<readonly string[]> {
  return (await database.execute({ query, params: [] })).rows.map(([text]) => String(text));
}

async function fill(database: DatabaseAdapter, rows: number): Promise<void> {
  for (let month = 0; month < MONTHS; month += 1) {
    await database.execute({ query: PARTITIONS, params: [String(month)] });
  }
  const step = Math.min(BATCH, rows);
  for (let from = 0; from < rows; from += step) {
    await database.execute({ query: FILL, params: [String(from), String(step), String(rows)] });
  }
  for (const table of ['executions', 'execution_values']) {
    await database.execute({ query: `VACUUM (ANALYZE) ${table}`, params: [] });
  }
}

/** Opens the Postgres of DATABASE_URL, or a new one in memory, and fills it unless it is full already. It is for this alone. */
export async function openFilled(databaseUrl: string | undefined): Promise<Filled> {
  const database = databaseUrl === undefined ? await createPglite() : await openReachable(databaseUrl);
  const rows = databaseUrl === undefined ? ROWS.embedded : ROWS.server;
  await migrate(database, await loadMigrations(MIGRATIONS));
  if ((await texts(database, FILLED_WORKFLOW)).length === 0) {
    for (const query of [...PEOPLE, WORKFLOWS]) await database.execute({ query, params: [] });
    await fill(database, rows);
  }
  const [workflowId = ''] = await texts(database, FILLED_WORKFLOW);
  const [workspaceId = ''] = await texts(database, `SELECT workspace_id FROM workflows WHERE id = '${workflowId}'`);
  return { database, rows, workspaceId, workflowId };
}

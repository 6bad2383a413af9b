import type { SystemDatabase } from '../db/client.ts';
import { newId } from '../shared/ids.ts';
import { consoleLog } from '../shared/log.ts';

/** Workspaces of one night, rows that one statement takes, so that no lock lasts, and statements for one workspace and night. */
const WORKSPACES = 100;
const CHUNK = 2000;
const MAX_CHUNKS = 500;

const DUE = 'SELECT id FROM workspaces WHERE deletes_at <= now() ORDER BY deletes_at LIMIT $1::int';

/** Executions take their node runs along. A trigger notes those whose object holds a journal, which the sweep empties. */
const EXECUTIONS = `WITH gone AS (
  DELETE FROM executions WHERE (id, created_at) IN (
    SELECT id, created_at FROM executions WHERE workspace_id = $1::uuid LIMIT $2::int)
  RETURNING id, created_at
), nodes AS (
  DELETE FROM node_executions n USING gone WHERE n.execution_id = gone.id AND n.created_at = gone.created_at
)
SELECT 1 FROM gone`;

function rowsOf(table: string): string {
  return `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM ${table} WHERE workspace_id = $1::uuid LIMIT $2::int)) RETURNING 1`;
}

/** What may have many rows, before the row of the workspace takes all the rest along. */
const PARTS: readonly string[] = [
  EXECUTIONS,
  ...[
    'execution_calls',
    'execution_waits',
    'execution_dedupe',
    'failure_reports',
    'dedupe_keys',
    'dedupe_marks',
    'dedupe_runs',
    'schedule_runs',
    'mail_outbox',
  ].map(rowsOf),
];

/** By foreign keys, this deletes whatever else names the workspace. What stays is one line that says that it is gone. */
const LAST = `WITH changed AS (
  DELETE FROM workspaces WHERE id = $1::uuid AND deletes_at <= now() RETURNING id
)
INSERT INTO audit_logs (id, action, target_type, target_id) SELECT $2::uuid, 'workspaces.destroyed', 'workspace', id FROM changed`;

/** Whether nothing of it is left. A night that is too short goes on in the next. */
async function destroyParts(db: SystemDatabase, id: string): Promise<boolean> {
  let chunks = 0;
  for (const part of PARTS) {
    for (let deleted = CHUNK; deleted === CHUNK; chunks += 1) {
      if (chunks === MAX_CHUNKS) return false;
      deleted = (await db.sql.query(part, [id, CHUNK])).length;
    }
  }
  return true;
}

/** Destroys workspaces whose grace is over, bit by bit. One that fails keeps none of the others. */
export async function destroyWorkspaces(db: SystemDatabase): Promise<void> {
  for (const { id } of await db.sql.query(DUE, [WORKSPACES])) {
    try {
      if (await destroyParts(db, String(id))) await db.sql.query(LAST, [id, newId(Date.now())]);
    } catch (error) {
      consoleLog({
        level: 'error',
        message: 'A workspace was not destroyed; the next night tries again.',
        workspace: id,
        error,
      });
    }
  }
}

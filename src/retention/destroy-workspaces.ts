import { newId } from '../shared/ids.ts';
import { consoleLog } from '../shared/log.ts';
import { gently, isOver, type Night, type StepDone } from './night.ts';

/** Workspaces of one night, rows that one statement takes, so that no lock lasts, and statements for one workspace and night. */
const WORKSPACES = 100;
const CHUNK = 2000;
const MAX_CHUNKS = 500;

/** One whose subscription has still to be ended waits for that, for a week at most: with its row goes what is known of it. */
const DUE = `SELECT id FROM workspaces w WHERE deletes_at <= now()
  AND (deletes_at <= now() - interval '7 days' OR NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.workspace_id = w.id
    AND NOT s.cancel_at_period_end AND s.status IN ('active', 'trialing', 'past_due', 'unpaid')))
ORDER BY deletes_at LIMIT $1::int`;

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
    'execution_files',
    'execution_dedupe',
    'execution_values',
    'execution_attention',
    'failure_reports',
    'dedupe_keys',
    'dedupe_marks',
    'dedupe_runs',
    'schedule_runs',
    'execution_days',
    'execution_stats',
    'node_stats',
    'mail_outbox',
  ].map(rowsOf),
];

/** By foreign keys, this deletes whatever else names the workspace. What stays is one line that says that it is gone. */
const LAST = `WITH changed AS (
  DELETE FROM workspaces WHERE id = $1::uuid AND deletes_at <= now() RETURNING id
)
INSERT INTO audit_logs (id, action, target_type, target_id) SELECT $2::uuid, 'workspaces.destroyed', 'workspace', id FROM changed`;

/** Whether nothing of it is left. A night that is too short goes on in the next. */
async function destroyParts(night: Night, id: string): Promise<boolean> {
  let chunks = 0;
  for (const part of PARTS) {
    for (let deleted = CHUNK; deleted === CHUNK; chunks += 1) {
      if (chunks === MAX_CHUNKS || isOver(night)) return false;
      deleted = (await gently(night, () => night.db.sql.query(part, [id, CHUNK]))).length;
    }
  }
  return true;
}

async function destroyWorkspace(night: Night, id: string): Promise<boolean> {
  try {
    if (!(await destroyParts(night, id))) return false;
    await night.db.sql.query(LAST, [id, newId(night.now())]);
    return true;
  } catch (error) {
    const message = 'A workspace was not destroyed; the next night tries again.';
    consoleLog({ level: 'error', message, workspace: id, error });
    return false;
  }
}

/** Destroys workspaces whose grace is over, bit by bit. One that fails keeps none of the others. */
export async function destroyWorkspaces(night: Night): Promise<StepDone> {
  const due = await night.db.sql.query(DUE, [WORKSPACES]);
  let rows = 0;
  for (const { id } of due) rows += (await destroyWorkspace(night, String(id))) ? 1 : 0;
  return { rows, finished: rows === due.length };
}

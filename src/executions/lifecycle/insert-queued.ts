import type { Database } from '../../db/client.ts';
import { toStorableJson } from '../history/history-json.ts';
import { acceptedRow, EXECUTION_COLUMN_LIST, EXECUTION_RECORD, startingRow } from '../model/execution-columns.ts';
import type { NewExecution } from '../model/execution-record.ts';
import type { InsertResult } from './insert-execution.ts';

/**
 * Accepts executions of one workflow together. Each by itself is written whole, with its dedupe key, or not at all; of two with
 * one key the one with the lower id is. Keys are claimed in their order, so that two such statements never wait for each other
 * in a circle. `$1`: the rows as JSON, `$2` and `$3`: workflow and workspace.
 */
const INSERT = `WITH current AS MATERIALIZED (
  SELECT r.* FROM json_to_recordset($1::json) AS r(${EXECUTION_RECORD})
  WHERE EXISTS (SELECT 1 FROM workflows w WHERE w.id = $2::uuid AND w.workspace_id = $3::uuid AND w.status <> 'archived')
), fresh AS (
  INSERT INTO execution_dedupe (workspace_id, dedupe_key, execution_id, created_at)
  SELECT DISTINCT ON (dedupe_key) workspace_id, dedupe_key, id, created_at FROM current
  WHERE dedupe_key IS NOT NULL ORDER BY dedupe_key, id
  ON CONFLICT DO NOTHING RETURNING execution_id
), allowed AS MATERIALIZED (
  SELECT * FROM current WHERE dedupe_key IS NULL OR id IN (SELECT execution_id FROM fresh)
), inserted AS (
  INSERT INTO executions (${EXECUTION_COLUMN_LIST}, enqueued_at)
  SELECT ${EXECUTION_COLUMN_LIST}, CASE WHEN status = 'queued' THEN now() END FROM allowed
)
SELECT id, id IN (SELECT id FROM allowed) AS inserted FROM current`;

/** The workflow of the executions, as the caller may see it. */
type Owner = { readonly workflowId: string; readonly workspaceId: string };

/** Accepts executions of a workflow for the queue, in one statement. The results are in their order. */
export async function insertQueuedExecutions(
  db: Database,
  { workflowId, workspaceId }: Owner,
  executions: readonly NewExecution[],
): Promise<readonly InsertResult[]> {
  const entries = executions.map((execution) => ({ ...acceptedRow(execution), ...startingRow(execution) }));
  const rows = await db.sql.query(INSERT, [toStorableJson(entries), workflowId, workspaceId]);
  const results = new Map(rows.map((row) => [row.id, row.inserted === true ? 'inserted' : 'duplicate'] as const));
  return executions.map(({ id }) => results.get(id) ?? 'stale');
}

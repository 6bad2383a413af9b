import { z } from 'zod';
import { arrayOf } from '../../db/array-of.ts';
import type { Database } from '../../db/client.ts';

const FIND = `SELECT r.execution_id, r.workspace_id, r.error_workflow_id, e.workflow_id, e.workflow_version, e.trigger_type,
  e.error_code, e.error_message, e.error_node_id, e.parent_execution_id, e.depth, failed.name AS workflow_name,
  (SELECT n ->> 'name' FROM workflow_versions v, json_array_elements(v.nodes) AS n
    WHERE v.workflow_id = e.workflow_id AND v.version = e.workflow_version AND n ->> 'id' = e.error_node_id LIMIT 1) AS node_name,
  CASE WHEN w.status = 'active' THEN w.published_version END AS error_workflow_version
FROM failure_reports r
JOIN executions e ON e.id = r.execution_id AND e.created_at = r.execution_created_at
JOIN workflows failed ON failed.id = e.workflow_id
LEFT JOIN workflows w ON w.id = r.error_workflow_id AND w.workspace_id = r.workspace_id
WHERE r.execution_id = ANY($1::uuid[])`;

const reportSchema = z.object({
  execution_id: z.string(),
  workspace_id: z.string(),
  error_workflow_id: z.string(),
  error_workflow_version: z.number().nullable(),
  workflow_id: z.string(),
  workflow_version: z.number(),
  workflow_name: z.string(),
  trigger_type: z.string(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  error_node_id: z.string().nullable(),
  node_name: z.string().nullable(),
  parent_execution_id: z.string().nullable(),
  depth: z.number(),
});

/**
 * A failed execution whose error workflow is still to be started; `error_workflow_version`: `null` if that one is not
 * active.
 */
export type FailureReport = z.infer<typeof reportSchema>;

/** The reports of those of these executions that have one: they failed, and their workflow names an error workflow. */
export async function findFailureReports(db: Database, ids: readonly string[]): Promise<readonly FailureReport[]> {
  const rows = await db.sql.query(FIND, [arrayOf(ids)]);
  return rows.map((row) => reportSchema.parse(row));
}

/** The error workflow was started, or cannot be. */
export async function deleteFailureReport(db: Database, id: string): Promise<void> {
  await db.sql.query('DELETE FROM failure_reports WHERE execution_id = $1::uuid', [id]);
}

const DELETE_ORPHANS = `DELETE FROM failure_reports r WHERE r.execution_id = ANY($1::uuid[]) AND NOT EXISTS (
  SELECT 1 FROM executions e WHERE e.id = r.execution_id AND e.created_at = r.execution_created_at)`;

/** Deletes the reports of executions that were deleted: there is nothing left to tell the error workflow. */
export async function deleteOrphanedReports(db: Database, ids: readonly string[]): Promise<void> {
  await db.sql.query(DELETE_ORPHANS, [arrayOf(ids)]);
}

const OVERDUE = `SELECT execution_id FROM failure_reports WHERE created_at < now() - $1::int * interval '1 second'
ORDER BY created_at LIMIT $2::int`;

/** Executions that failed more than `seconds` ago and whose error workflow was not started yet, the oldest first. */
export async function overdueReports(
  db: Database,
  { seconds, limit }: { seconds: number; limit: number },
): Promise<readonly string[]> {
  const rows = await db.sql.query(OVERDUE, [seconds, limit]);
  return rows.map((row) => String(row.execution_id));
}

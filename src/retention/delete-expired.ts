import type { Database } from '../db/client.ts';

/** Months of partitions that stand ready beyond the present one. */
const MONTHS_AHEAD = 3;

/** How long what has ended is kept: the data model's retention. `cancelled` counts as completed. */
export const RETENTION = [
  { statuses: ['completed', 'cancelled'], days: 30 },
  { statuses: ['failed'], days: 90 },
] as const;

const DELETE_EXECUTIONS = `DELETE FROM executions WHERE (id, created_at) IN (
  SELECT id, created_at FROM executions WHERE status = ANY($1::text[]) AND completed_at < now() - $2::int * interval '1 day'
    AND (promoted_at IS NULL OR journal_purged_at IS NOT NULL)
  ORDER BY created_at LIMIT $3::int
) RETURNING 1`;

const DELETE_NODE_EXECUTIONS = `DELETE FROM node_executions WHERE (id, created_at) IN (
  SELECT n.id, n.created_at FROM node_executions n
  WHERE n.created_at < now() - interval '1 day'
    AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = n.execution_id AND e.created_at = n.created_at)
  LIMIT $1::int
) RETURNING 1`;

/** A caller may wait for a year: what was called is kept as long as the caller is, its result as long as that goes on. */
const DELETE_CALLS = `DELETE FROM execution_calls WHERE called_execution_id IN (
  SELECT c.called_execution_id FROM execution_calls c
  WHERE c.created_at < now() - interval '1 day' AND NOT EXISTS (
    SELECT 1 FROM executions e WHERE e.id = c.execution_id AND e.created_at = c.execution_created_at)
  LIMIT $1::int
) RETURNING 1`;

const CLEAR_RESULTS = `UPDATE execution_calls SET result = NULL WHERE called_execution_id IN (
  SELECT c.called_execution_id FROM execution_calls c
  WHERE c.result IS NOT NULL AND c.ended_at < now() - interval '1 day' AND NOT EXISTS (
    SELECT 1 FROM executions e WHERE e.id = c.execution_id AND e.created_at = c.execution_created_at
      AND e.status IN ('queued', 'running', 'waiting'))
  LIMIT $1::int
) RETURNING 1`;

/** The sweep has told of them long since, or their executions are gone. */
const DELETE_REPORTS = `DELETE FROM failure_reports WHERE execution_id IN (
  SELECT execution_id FROM failure_reports WHERE created_at < now() - interval '7 days' LIMIT $1::int
) RETURNING 1`;

const DELETE_DEDUPE = `DELETE FROM execution_dedupe WHERE (workspace_id, dedupe_key) IN (
  SELECT workspace_id, dedupe_key FROM execution_dedupe WHERE created_at < now() - interval '30 days' LIMIT $1::int
) RETURNING 1`;

const DELETE_AUDIT = `DELETE FROM audit_logs WHERE id IN (
  SELECT id FROM audit_logs WHERE created_at < now() - interval '1 year' LIMIT $1::int
) RETURNING 1`;

/** A wait is known as long as its execution goes on, and for a while after, so that links can say that it is over. */
const DELETE_WAITS = `DELETE FROM execution_waits WHERE (execution_id, node_id, run_index, attempt) IN (
  SELECT w.execution_id, w.node_id, w.run_index, w.attempt FROM execution_waits w
  WHERE w.created_at < now() - interval '30 days'
    AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = w.execution_id AND e.created_at = w.execution_created_at
      AND (e.status IN ('queued', 'running', 'waiting') OR e.completed_at > now() - interval '30 days'))
  LIMIT $1::int
) RETURNING 1`;

const DELETE_DEDUPE_RUNS = `DELETE FROM dedupe_runs WHERE (execution_id, node_id, run_index) IN (
  SELECT execution_id, node_id, run_index FROM dedupe_runs WHERE created_at < now() - interval '30 days' LIMIT $1::int
) RETURNING 1`;

const DELETE_MAILS = `DELETE FROM mail_outbox WHERE id IN (
  SELECT id FROM mail_outbox WHERE created_at < now() - interval '30 days' LIMIT $1::int
) RETURNING 1`;

/** Rows that one statement deletes, and how many statements one night may take for each kind. */
const CHUNK = 5000;
const MAX_CHUNKS = 200;

async function deleteInChunks(db: Database, statement: string, parameters: readonly unknown[]): Promise<void> {
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const deleted = await db.sql.query(statement, [...parameters, CHUNK]);
    if (deleted.length < CHUNK) return;
  }
}

/** The nightly work: partitions made ahead, and what is past its retention deleted piece by piece, so that no lock lasts. */
export async function maintainHistory(db: Database): Promise<void> {
  await db.sql.query('SELECT ensure_partitions($1::int)', [MONTHS_AHEAD]);
  for (const { statuses, days } of RETENTION) {
    await deleteInChunks(db, DELETE_EXECUTIONS, [`{${statuses.join(',')}}`, days]);
  }
  await deleteInChunks(db, DELETE_NODE_EXECUTIONS, []);
  for (const statement of [
    ...[DELETE_CALLS, DELETE_WAITS, CLEAR_RESULTS, DELETE_REPORTS],
    ...[DELETE_DEDUPE, DELETE_AUDIT, DELETE_DEDUPE_RUNS, DELETE_MAILS],
  ]) {
    await deleteInChunks(db, statement, []);
  }
}

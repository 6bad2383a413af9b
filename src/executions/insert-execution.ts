import type { Database } from '../db/client.ts';
import {
  acceptedRow,
  EXECUTION_COLUMN_LIST,
  EXECUTION_RECORD,
  endingRow,
  NODE_COLUMN_LIST,
  NODE_RECORD,
  nodeRow,
} from './execution-columns.ts';
import type { ExecutionEnding, NewExecution, NodeRecord } from './execution-record.ts';
import { toStorableJson } from './history-json.ts';

/** What must still hold in the database for the execution to be accepted; what intake knew may be a moment old. */
export type IntakeGuard =
  | { readonly type: 'webhook'; readonly endpointId: string; readonly revision: number; readonly version: number }
  | { readonly type: 'workflow'; readonly workflowId: string; readonly workspaceId: string };

/** How the execution enters: for the queue, taken by the runner that inserts it, or already over. */
export type Entry =
  | { readonly type: 'queued' }
  | { readonly type: 'running'; readonly leaseSeconds: number }
  | { readonly type: 'ended'; readonly ending: ExecutionEnding; readonly nodes: readonly NodeRecord[] };

/** `stale`: the guard no longer holds. `duplicate`: another execution has this dedupe key. Neither wrote anything. */
export type InsertResult = 'inserted' | 'stale' | 'duplicate';

const GUARDS = {
  webhook: `SELECT 1 FROM webhook_endpoints e JOIN workflows w ON w.id = e.workflow_id
    WHERE e.endpoint_id = $4 AND e.revision = $5::int AND e.is_active AND w.status = 'active' AND w.published_version = $6::int`,
  workflow: `SELECT 1 FROM workflows w WHERE w.id = $4::uuid AND w.workspace_id = $5::uuid AND w.status <> 'archived'`,
} as const;

function insertText(guard: string): string {
  return `WITH entry AS (SELECT * FROM json_to_record($1::json) AS r(${EXECUTION_RECORD})),
guard AS (${guard}),
fresh AS (
  INSERT INTO execution_dedupe (workspace_id, dedupe_key, execution_id, created_at)
  SELECT workspace_id, dedupe_key, id, created_at FROM entry, guard WHERE dedupe_key IS NOT NULL
  ON CONFLICT DO NOTHING RETURNING 1
),
allowed AS (SELECT entry.* FROM entry, guard WHERE dedupe_key IS NULL OR EXISTS (SELECT 1 FROM fresh)),
execution AS (
  INSERT INTO executions (${EXECUTION_COLUMN_LIST}, enqueued_at, lease_expires_at, promoted_at)
  SELECT ${EXECUTION_COLUMN_LIST}, CASE WHEN status = 'queued' THEN now() END,
    CASE WHEN status = 'running' THEN now() + $3::int * interval '1 second' END,
    CASE WHEN status = 'running' AND has_effects THEN now() END
  FROM allowed RETURNING 1
),
history AS (
  INSERT INTO node_executions (${NODE_COLUMN_LIST})
  SELECT n.* FROM json_to_recordset($2::json) AS n(${NODE_RECORD}), allowed
)
SELECT (SELECT count(*) FROM guard)::int AS current, (SELECT count(*) FROM execution)::int AS inserted`;
}

const TEXTS = { webhook: insertText(GUARDS.webhook), workflow: insertText(GUARDS.workflow) } as const;

function guardParameters(guard: IntakeGuard): readonly unknown[] {
  switch (guard.type) {
    case 'webhook':
      return [guard.endpointId, guard.revision, guard.version];
    case 'workflow':
      return [guard.workflowId, guard.workspaceId];
  }
}

function entryColumns(execution: NewExecution, entry: Entry): Record<string, unknown> {
  switch (entry.type) {
    case 'queued':
      return { status: 'queued', epoch: 0, claims: 0 };
    case 'running':
      return { status: 'running', epoch: 1, claims: 1, started_at: new Date(execution.createdAt).toISOString() };
    case 'ended':
      return { ...endingRow(entry.ending), epoch: 1, claims: 1 };
  }
}

/**
 * Accepts an execution in one statement: checks the guard, claims the dedupe key, writes the row and, for one that is
 * already over, its history. Either all of it is written or nothing.
 */
export async function insertExecution(
  db: Database,
  { execution, entry, guard }: { execution: NewExecution; entry: Entry; guard: IntakeGuard },
): Promise<InsertResult> {
  const nodes = entry.type === 'ended' ? entry.nodes : [];
  const rows = await db.sql.query(TEXTS[guard.type], [
    toStorableJson({ ...acceptedRow(execution), ...entryColumns(execution, entry) }),
    toStorableJson(nodes.map((node) => nodeRow(execution.id, execution.createdAt, node))),
    entry.type === 'running' ? entry.leaseSeconds : 0,
    ...guardParameters(guard),
  ]);
  const result = rows[0];
  if (result?.inserted === 1) return 'inserted';
  return result?.current === 1 ? 'duplicate' : 'stale';
}

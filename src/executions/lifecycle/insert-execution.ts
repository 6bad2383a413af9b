import type { Database } from '../../db/client.ts';
import { toStorableJson } from '../history/history-json.ts';
import { acceptedRow, endingRow, nodeRow } from '../model/execution-columns.ts';
import type { ExecutionEnding, NewExecution, NodeRecord } from '../model/execution-record.ts';
import { insertStatement } from './insert-statement.ts';

/** What the statement checks again before it accepts an execution: the caches of intake may be a moment old. */
export type IntakeGuard =
  | { readonly type: 'webhook'; readonly endpointId: string; readonly revision: number; readonly version: number }
  | { readonly type: 'workflow'; readonly workflowId: string; readonly workspaceId: string };

/** The guard of an execution that no webhook starts: its workflow is still there, and not archived. */
export function workflowGuard({ workflowId, workspaceId }: NewExecution): IntakeGuard {
  return { type: 'workflow', workflowId, workspaceId };
}

/**
 * The state in which the execution is inserted: for the queue, claimed by the runner that inserts it, or already ended.
 */
export type Entry =
  /** `held`: it waits for a gate, and nobody may claim it. */
  | { readonly type: 'queued'; readonly held?: true }
  | { readonly type: 'running'; readonly leaseSeconds: number }
  | { readonly type: 'ended'; readonly ending: ExecutionEnding; readonly nodes: readonly NodeRecord[] };

/** `stale`: the guard no longer holds. `duplicate`: another execution has this dedupe key. Neither wrote anything. */
export type InsertResult = 'inserted' | 'stale' | 'duplicate';

function guardParameters(guard: IntakeGuard): readonly unknown[] {
  switch (guard.type) {
    case 'webhook':
      return [guard.endpointId, guard.revision, guard.version];
    case 'workflow':
      return [guard.workflowId, guard.workspaceId];
  }
}

function entryParameters({ id, createdAt }: NewExecution, entry: Entry): readonly unknown[] {
  switch (entry.type) {
    case 'queued':
      return [];
    case 'running':
      return [entry.leaseSeconds];
    case 'ended':
      return [toStorableJson(entry.nodes.map((node) => nodeRow(id, createdAt, node)))];
  }
}

function heldColumn(
  { createdAt }: NewExecution,
  { held }: Entry & { readonly type: 'queued' },
): Record<string, unknown> {
  return held === true ? { held_at: new Date(createdAt).toISOString() } : {};
}

function entryColumns(execution: NewExecution, entry: Entry): Record<string, unknown> {
  switch (entry.type) {
    case 'queued':
      return { status: 'queued', epoch: 0, claims: 0, ...heldColumn(execution, entry) };
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
  const deduped = execution.dedupeKey !== null;
  const rows = await db.sql.query(insertStatement({ guard: guard.type, entry: entry.type, deduped }), [
    toStorableJson({ ...acceptedRow(execution), ...entryColumns(execution, entry) }),
    ...guardParameters(guard),
    ...entryParameters(execution, entry),
  ]);
  const result = rows[0];
  if (result?.inserted === 1) return 'inserted';
  return result?.current === 1 ? 'duplicate' : 'stale';
}

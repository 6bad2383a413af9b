import { toStorableJson } from '../history/history-json.ts';
import { acceptedRow, endingRow, startingRow } from '../model/execution-columns.ts';
import type { ExecutionEnding, KeptInput, NewExecution, NodeRecord } from '../model/execution-record.ts';
import { keptColumns, nodeTexts } from './end-text.ts';
import type { GuardType } from './insert-statement.ts';

/** What the statement checks again before it accepts an execution: the caches of intake may be a moment old. */
export type IntakeGuard =
  | { readonly type: 'webhook'; readonly endpointId: string; readonly revision: number; readonly version: number }
  | { readonly type: 'workflow'; readonly workflowId: string; readonly workspaceId: string };

/**
 * The state in which the execution is inserted: for the queue, now or at its moment, claimed by the runner that inserts it, or already ended.
 */
type Entry =
  /** `held`: it waits for a gate, and nobody may claim it. */
  | { readonly type: 'queued'; readonly held?: true }
  /** `journal`: its first entries, as a JSON array, for an effect that begins as soon as the row is written. */
  | { readonly type: 'running'; readonly leaseSeconds: number; readonly journal?: string }
  | {
      readonly type: 'ended';
      readonly ending: ExecutionEnding;
      readonly nodes: readonly NodeRecord[];
      /** Only where not everything is kept. */
      readonly kept?: KeptInput;
    };

/** An execution that is to be accepted. */
export type NewEntry = { readonly execution: NewExecution; readonly entry: Entry; readonly guard: IntakeGuard };

/** An execution as a statement takes it, so that its JSON is written once, and can be measured. */
export type EntryText = {
  readonly id: string;
  readonly guard: GuardType;
  readonly deduped: boolean;
  readonly journaled: boolean;
  /** Whether not everything of it is kept. */
  readonly forgets: boolean;
  readonly watched: boolean;
  /** The row and what its guard needs as JSON. */
  readonly row: string;
  /** Its node runs as JSON objects with commas between them; empty for none. */
  readonly nodes: string;
};

function guardColumns(guard: IntakeGuard): Record<string, unknown> {
  switch (guard.type) {
    case 'webhook':
      return { guard_endpoint: guard.endpointId, guard_revision: guard.revision, guard_version: guard.version };
    case 'workflow':
      return { guard_workflow: guard.workflowId, guard_workspace: guard.workspaceId };
  }
}

function entryColumns(execution: NewExecution, entry: Entry): Record<string, unknown> {
  switch (entry.type) {
    case 'queued':
      return {
        ...startingRow(execution),
        ...(entry.held ? { held_at: new Date(execution.createdAt).toISOString() } : {}),
      };
    case 'running': {
      const started_at = new Date(execution.createdAt).toISOString();
      const { leaseSeconds: lease_seconds, journal } = entry;
      return { status: 'running', epoch: 1, claims: 1, started_at, lease_seconds, journal };
    }
    case 'ended':
      return {
        ...endingRow(entry.ending),
        epoch: 1,
        claims: 1,
        ...(entry.kept === undefined ? {} : keptColumns(entry.kept)),
      };
  }
}

export function entryText({ execution, entry, guard }: NewEntry): EntryText {
  const { id, createdAt, dedupeKey, watched } = execution;
  return {
    id,
    guard: guard.type,
    deduped: dedupeKey !== null,
    journaled: entry.type === 'running' && entry.journal !== undefined,
    watched,
    row: toStorableJson({
      ...acceptedRow(execution),
      ...entryColumns(execution, entry),
      ...(watched ? { watch_count: 1 } : {}),
      ...guardColumns(guard),
    }),
    forgets: entry.type === 'ended' && entry.kept !== undefined,
    nodes: entry.type === 'ended' ? nodeTexts({ id, createdAt, ...entry }) : '',
  };
}

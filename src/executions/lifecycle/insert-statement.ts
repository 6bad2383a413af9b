import { EXECUTION_COLUMN_LIST, EXECUTION_RECORD, NODE_COLUMN_LIST, NODE_RECORD } from '../model/execution-columns.ts';

/** The kind of execution that the statement accepts. */
export type InsertKind = {
  /**
   * What the statement checks. Parameters: endpoint, its revision and the published version; or workflow and workspace.
   */
  readonly guard: 'webhook' | 'workflow';
  /** The state it is inserted in. One more parameter: none when queued; the lease in seconds; the node runs as JSON. */
  readonly entry: 'queued' | 'running' | 'ended';
  readonly deduped: boolean;
};

/** `parameters`: how many it takes, from `$2` on; `$1` is the execution as JSON. */
type Guard = { readonly text: string; readonly parameters: number };

const GUARDS: { readonly [Kind in InsertKind['guard']]: Guard } = {
  webhook: {
    text: `SELECT 1 FROM webhook_endpoints e JOIN workflows w ON w.id = e.workflow_id
  WHERE e.endpoint_id = $2 AND e.revision = $3::int AND e.is_active AND w.status = 'active' AND w.published_version = $4::int`,
    parameters: 3,
  },
  workflow: {
    text: `SELECT 1 FROM workflows w WHERE w.id = $2::uuid AND w.workspace_id = $3::uuid AND w.status <> 'archived'`,
    parameters: 2,
  },
};

/** The columns that the database's clock fills. `next`: the parameter after those of the guard. */
function clockColumns(entry: InsertKind['entry'], next: string): { readonly [column: string]: string } {
  switch (entry) {
    case 'queued':
      return { enqueued_at: `CASE WHEN status = 'queued' THEN now() END` };
    case 'running':
      return {
        lease_expires_at: `now() + ${next}::int * interval '1 second'`,
        promoted_at: 'CASE WHEN has_effects THEN now() END',
      };
    case 'ended':
      return {};
  }
}

/** The row to insert: that of `entry`, if the guard holds and the dedupe key is not taken. */
function allowed(deduped: boolean): string {
  if (!deduped) return 'allowed AS (SELECT entry.* FROM entry, guard)';
  return `fresh AS (
  INSERT INTO execution_dedupe (workspace_id, dedupe_key, execution_id, created_at)
  SELECT workspace_id, dedupe_key, id, created_at FROM entry, guard
  ON CONFLICT DO NOTHING RETURNING 1
),
allowed AS (SELECT entry.* FROM entry, fresh)`;
}

function history(next: string): string {
  return `,
history AS (
  INSERT INTO node_executions (${NODE_COLUMN_LIST})
  SELECT n.* FROM json_to_recordset(${next}::json) AS n(${NODE_RECORD}), allowed
)`;
}

/**
 * The statement that accepts an execution of this kind. It has only the parts that the kind needs, for each part costs
 * time even when it has nothing to do. Returns `current`: whether the guard holds; `inserted`: whether the execution
 * was inserted.
 */
export function insertStatement({ guard, entry, deduped }: InsertKind): string {
  const { text, parameters } = GUARDS[guard];
  const next = `$${2 + parameters}`;
  const clock = clockColumns(entry, next);
  return `WITH entry AS (SELECT * FROM json_to_record($1::json) AS r(${EXECUTION_RECORD})),
guard AS (${text}),
${allowed(deduped)},
execution AS (
  INSERT INTO executions (${[EXECUTION_COLUMN_LIST, ...Object.keys(clock)].join(', ')})
  SELECT ${[EXECUTION_COLUMN_LIST, ...Object.values(clock)].join(', ')} FROM allowed RETURNING 1
)${entry === 'ended' ? history(next) : ''}
SELECT (SELECT count(*) FROM guard)::int AS current, (SELECT count(*) FROM execution)::int AS inserted`;
}

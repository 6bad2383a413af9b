import { z } from 'zod';
import { arrayOf } from '../../db/array-of.ts';
import type { Database } from '../../db/client.ts';
import type { Item } from '../../engine/item.ts';
import { isUuid } from '../../shared/ids.ts';
import { toStorableJson } from '../history/history-json.ts';
import { MAX_CALLS_IN_TREE } from '../model/call-limits.ts';
import { createdAtOf } from '../model/created-at.ts';
import { acceptedRow, EXECUTION_COLUMN_LIST, EXECUTION_RECORD } from '../model/execution-columns.ts';
import type { NewExecution } from '../model/execution-record.ts';
import type { WaitKey } from '../waits/execution-waits.ts';

/** `$1` execution, `$2` node, `$3` run index, `$4` attempt, `$5` workspace, `$6` workflows. */
const PREPARE = `SELECT
  (SELECT coalesce(json_agg(c.called_execution_id ORDER BY c.place), '[]') FROM execution_calls c
    WHERE c.execution_id = $1::uuid AND c.node_id = $2 AND c.run_index = $3::int AND c.attempt = $4::int) AS started,
  EXISTS (SELECT FROM execution_waits w WHERE w.execution_id = $1::uuid AND w.node_id = $2 AND w.run_index = $3::int
    AND w.attempt = $4::int AND w.resumed_at IS NOT NULL) AS ended,
  (SELECT count(*)::int FROM execution_calls c WHERE c.root_execution_id = root_of($1::uuid)) AS in_tree,
  (SELECT coalesce(json_agg(json_build_object('id', w.id, 'status', w.status, 'published_version', w.published_version)), '[]')
    FROM workflows w WHERE w.workspace_id = $5::uuid AND w.id = ANY($6::uuid[])) AS callees`;

const preparedSchema = z.object({
  started: z.array(z.string()),
  ended: z.boolean(),
  in_tree: z.number(),
  callees: z.array(
    z.object({ id: z.string(), status: z.string(), published_version: z.number().nullable() }).transform((row) => ({
      id: row.id,
      publishedVersion: row.status === 'active' ? row.published_version : null,
    })),
  ),
});

/** A workflow that an attempt wants to call. `publishedVersion`: `null` if it is not active. */
export type Callee = { readonly id: string; readonly publishedVersion: number | null };

/** What an attempt of a node run has to know before it calls workflows. */
export type Preparation = {
  /** The executions that the attempt has started already, and whether all that it waits for have ended. */
  readonly started: { readonly ids: readonly string[]; readonly ended: boolean };
  /** How many executions were started so far by the first caller, by those that it called, and so on. */
  readonly inTree: number;
  /** The workflows that exist in the workspace. */
  readonly callees: readonly Callee[];
};

function keyParameters({ executionId, nodeId, runIndex, attempt }: WaitKey): readonly unknown[] {
  return [executionId, nodeId, runIndex, attempt];
}

/** Reads all that an attempt has to know before it calls these workflows, in one statement. */
export async function prepareCalls(
  db: Database,
  key: WaitKey,
  { workspaceId, workflowIds }: { workspaceId: string; workflowIds: readonly string[] },
): Promise<Preparation> {
  const uuids = arrayOf(workflowIds.filter(isUuid));
  const [row] = await db.sql.query(PREPARE, [...keyParameters(key), workspaceId, uuids]);
  const { started: ids, ended, in_tree: inTree, callees } = preparedSchema.parse(row);
  return { started: { ids, ended }, inTree, callees };
}

/**
 * One statement writes the wait of the attempt, the called executions, and who called them. It writes nothing if the
 * attempt has its wait already, if the tree of calls would become too large, or if the caller was cancelled or taken by
 * another runner. `FOR SHARE` lets a cancellation of the caller come before this or after it, never between: whoever
 * looks for called executions after cancelling finds all of them.
 *
 * `$1`: the called executions as JSON. The caller: `$2` id, `$3` created_at, `$4` epoch, `$5` node, `$6` run index,
 * `$7` attempt. `$8`: whether it waits for them. `$9`: the most that a tree may have.
 */
const START = `WITH called AS (SELECT * FROM json_to_recordset($1::json) AS r(${EXECUTION_RECORD}, place integer)),
caller AS (
  SELECT id, created_at, workspace_id FROM executions WHERE id = $2::uuid AND created_at = $3::timestamptz
    AND status = 'running' AND epoch = $4::int AND cancel_requested_at IS NULL FOR SHARE
),
opened AS (
  INSERT INTO execution_waits
    (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, pending, closed_at)
  SELECT id, created_at, $5, $6::int, $7::int, workspace_id, 'calls',
    CASE WHEN $8::boolean THEN (SELECT count(*)::int FROM called) ELSE 0 END, CASE WHEN NOT $8::boolean THEN now() END
  FROM caller WHERE count_in_tree(root_of($2::uuid)) + (SELECT count(*) FROM called) <= $9::int
  ON CONFLICT DO NOTHING RETURNING execution_id AS caller_id, execution_created_at AS caller_created_at
),
begun AS (
  INSERT INTO executions (${EXECUTION_COLUMN_LIST}, enqueued_at)
  SELECT ${EXECUTION_COLUMN_LIST}, now() FROM called, opened
)
INSERT INTO execution_calls (called_execution_id, called_created_at, root_execution_id, execution_id,
  execution_created_at, node_id, run_index, attempt, place, workspace_id, awaited)
SELECT called.id, called.created_at, root_of($2::uuid),
  caller_id, caller_created_at, $5, $6::int, $7::int, called.place, called.workspace_id, $8::boolean
FROM called, opened
RETURNING called_execution_id`;

/** The attempt that calls, and the epoch under which its runner holds the execution. */
export type CallingRun = WaitKey & { readonly epoch: number };

/** Starts the executions, all or none, in the order of their calls. Returns whether it did. */
export async function startCalls(
  db: Database,
  key: CallingRun,
  { executions, awaited }: { executions: readonly NewExecution[]; awaited: boolean },
): Promise<boolean> {
  const queued = { status: 'queued', epoch: 0, claims: 0 };
  const called = executions.map((execution, place) => ({ ...acceptedRow(execution), ...queued, place }));
  const { executionId, nodeId, runIndex, attempt, epoch } = key;
  const rows = await db.sql.query(START, [
    toStorableJson(called),
    executionId,
    createdAtOf(executionId).toISOString(),
    epoch,
    nodeId,
    runIndex,
    attempt,
    awaited,
    MAX_CALLS_IN_TREE,
  ]);
  return rows.length > 0;
}

/** Reads the results only if every called execution has completed and they are not too long together. */
const ENDS = `SELECT c.called_execution_id AS id, c.status, c.error_code, c.error_message, c.result_length,
  (SELECT e.workflow_id FROM executions e WHERE e.id = c.called_execution_id AND e.created_at = c.called_created_at),
  CASE WHEN sum(c.result_length) OVER () <= $5::bigint AND bool_and(c.status IS NOT DISTINCT FROM 'completed') OVER ()
    THEN c.result END AS result
FROM execution_calls c
WHERE c.execution_id = $1::uuid AND c.node_id = $2 AND c.run_index = $3::int AND c.attempt = $4::int ORDER BY c.place`;

const endSchema = z.object({
  id: z.string(),
  workflow_id: z.string().nullable(),
  status: z.enum(['completed', 'failed', 'cancelled']).nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  result_length: z.number(),
  result: z.array(z.custom<Item>()).nullable(),
});

/** How a called execution ended; `status` is `null` for one that has not. */
export type StoredEnd = z.infer<typeof endSchema>;

/**
 * How the executions ended that the attempt called, in the order of the calls. Without results if these are longer than
 * `maxLength` together.
 */
export async function callEnds(db: Database, key: WaitKey, maxLength: number): Promise<readonly StoredEnd[]> {
  const rows = await db.sql.query(ENDS, [...keyParameters(key), maxLength]);
  return rows.map((row) => endSchema.parse(row));
}

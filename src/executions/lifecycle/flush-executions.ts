import type { Database } from '../../db/client.ts';
import type { Item } from '../../engine/item.ts';
import { toStorableJson } from '../history/history-json.ts';
import { MAX_CALL_DATA } from '../model/call-limits.ts';
import { endingRow, NODE_COLUMN_LIST, NODE_RECORD, nodeRow } from '../model/execution-columns.ts';
import type { ExecutionEnding, NodeRecord } from '../model/execution-record.ts';

/** What an execution returns to its caller. `items`: `null` if their JSON is too long to be handed on. */
export type CallResult = { readonly items: readonly Item[] | null; readonly length: number };

/** An execution that its runner has brought to its end. */
export type FinishedExecution = {
  readonly id: string;
  readonly createdAt: number;
  readonly epoch: number;
  readonly ending: ExecutionEnding;
  readonly nodes: readonly NodeRecord[];
  /** Whether its object was ever written to, so that its journal has to be purged. */
  readonly promoted: boolean;
  /** Only for an execution whose caller waits for it. */
  readonly callResult?: CallResult;
};

/**
 * The terminal flush: writes how executions ended, and their histories, in one statement. It refuses a runner whose
 * epoch is no longer the row's, and ends only what is running, so that a repeated flush changes nothing. A result is
 * not kept if it would make the results of its caller's attempt too long together. `promoted_at` is taken back if the
 * object holds no journal; not after a cancellation, which writes to the object after it has marked the row.
 *
 * `$1`: endings, `$2`: node runs, `$5`: results, all as JSON; `$3` and `$4`: the bounds of `created_at`, which prune
 * partitions; `$6`: the longest that the results of one attempt may be together.
 */
const FLUSH = `WITH ended AS (
  UPDATE executions e SET
    status = r.status, output_data = r.output_data, error_code = r.error_code, error_message = r.error_message,
    error_node_id = r.error_node_id, completed_at = r.completed_at, started_at = coalesce(e.started_at, r.started_at),
    nodes_total = r.nodes_total, nodes_completed = r.nodes_completed, response = r.response, metadata = r.metadata,
    lease_expires_at = NULL, journal = NULL,
    promoted_at = CASE WHEN r.promoted OR e.cancel_requested_at IS NOT NULL THEN e.promoted_at END
  FROM json_to_recordset($1::json) AS r(id uuid, created_at timestamptz, epoch integer, status text, output_data json,
    error_code text, error_message text, error_node_id text, started_at timestamptz, completed_at timestamptz,
    nodes_total integer, nodes_completed integer, response json, metadata json,
    promoted boolean)
  WHERE e.id = r.id AND e.created_at = r.created_at AND e.created_at BETWEEN $3::timestamptz AND $4::timestamptz
    AND e.epoch = r.epoch AND e.status = 'running'
  RETURNING e.id
), history AS (
  INSERT INTO node_executions (${NODE_COLUMN_LIST})
  SELECT n.* FROM json_to_recordset($2::json) AS n(${NODE_RECORD}) JOIN ended ON ended.id = n.execution_id
), results AS (
  UPDATE execution_calls c SET result_length = r.length, result = CASE WHEN r.length <= $6::bigint - (
      SELECT coalesce(sum(o.result_length), 0) FROM execution_calls o WHERE o.execution_id = c.execution_id
        AND o.node_id = c.node_id AND o.run_index = c.run_index AND o.attempt = c.attempt)
    THEN r.items END
  FROM json_to_recordset($5::json) AS r(id uuid, items json, length integer) JOIN ended ON ended.id = r.id
  WHERE c.called_execution_id = r.id AND c.awaited
)
SELECT id FROM ended`;

/** Writes how these executions ended. Returns the ids of those that were written: their runner still held them. */
export async function flushExecutions(
  db: Database,
  finished: readonly FinishedExecution[],
): Promise<ReadonlySet<string>> {
  const times = finished.map((one) => one.createdAt);
  const executions = finished.map((one) => ({
    ...endingRow(one.ending),
    id: one.id,
    created_at: new Date(one.createdAt).toISOString(),
    epoch: one.epoch,
    promoted: one.promoted,
  }));
  const nodes = finished.flatMap((one) => one.nodes.map((node) => nodeRow(one.id, one.createdAt, node)));
  const results = finished.flatMap(({ id, callResult }) => (callResult === undefined ? [] : [{ id, ...callResult }]));
  const rows = await db.sql.query(FLUSH, [
    toStorableJson(executions),
    toStorableJson(nodes),
    new Date(Math.min(...times)).toISOString(),
    new Date(Math.max(...times)).toISOString(),
    toStorableJson(results),
    MAX_CALL_DATA,
  ]);
  return new Set(rows.map((row) => String(row.id)));
}

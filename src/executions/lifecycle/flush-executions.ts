import type { Database } from '../../db/client.ts';
import { MAX_CALL_DATA } from '../model/call-limits.ts';
import { NODE_COLUMN_LIST, NODE_RECORD } from '../model/execution-columns.ts';
import { type EndText, endText, type FinishedExecution } from './end-text.ts';
import { isHeldBy } from './find-by-key.ts';
import { forgetLater } from './forget-later.ts';

/** What the statement says beside: assignments, columns of the endings, and columns that it returns. */
type EndParts = { readonly sets: string; readonly columns: string; readonly returned: string };

/**
 * The terminal flush: writes how executions ended, and their histories, in one statement. It refuses a runner whose
 * epoch is no longer the row's, and ends only what is running, so that a repeated flush changes nothing. A result is
 * not kept if it would make the results of its caller's attempt too long together. `promoted_at` is taken back if the
 * object holds no journal; not after a cancellation, which writes to the object after it has marked the row.
 *
 * `$1`: endings, `$2`: node runs, `$3`: results, all as JSON; `$4`: the longest that the results of one attempt may be together.
 */
function endStatement({ sets, columns, returned }: EndParts): string {
  return `WITH ended AS (
  UPDATE executions e SET${sets}
    status = r.status, output_data = r.output_data, error_code = r.error_code, error_message = r.error_message,
    error_node_id = r.error_node_id, completed_at = r.completed_at, started_at = coalesce(e.started_at, r.started_at),
    nodes_total = r.nodes_total, nodes_completed = r.nodes_completed, response = r.response, metadata = r.metadata,
    lease_expires_at = NULL, journal = NULL,
    promoted_at = CASE WHEN r.promoted OR e.cancel_requested_at IS NOT NULL THEN e.promoted_at END
  FROM json_to_recordset($1::json) AS r(id uuid, created_at timestamptz, epoch integer, status text, output_data json,
    error_code text, error_message text, error_node_id text, started_at timestamptz, completed_at timestamptz,
    nodes_total integer, nodes_completed integer, response json, metadata json,
    promoted boolean${columns})
  WHERE ${isHeldBy('r')}
  RETURNING e.id, e.watch_count IS NOT NULL AS watched${returned}
), history AS (
  INSERT INTO node_executions (${NODE_COLUMN_LIST})
  SELECT n.* FROM json_to_recordset($2::json) AS n(${NODE_RECORD}) JOIN ended ON ended.id = n.execution_id
)`;
}

/** The usual end: all that the execution began with stays. */
const ENDED = endStatement({ sets: '', columns: '', returned: '' });

/** Only where some execution of the group does not keep everything. */
const ENDED_AND_FORGOTTEN = `${endStatement({
  sets: `
    trigger_data = coalesce(r.trigger_data, e.trigger_data),
    input_data = CASE WHEN r.trigger_data IS NULL THEN e.input_data ELSE r.input_data END,`,
  columns: ', trigger_data json, input_data json, forget text',
  returned: ', e.created_at, e.workspace_id, r.forget',
})}${forgetLater('ended')}`;

/** Only where a caller waits: it costs time even when it has nothing to do. */
const RESULTS = `, results AS (
  UPDATE execution_calls c SET result_length = r.length, result = CASE WHEN r.so_far <= $4::bigint - (
      SELECT coalesce(sum(o.result_length), 0) FROM execution_calls o WHERE o.execution_id = c.execution_id
        AND o.node_id = c.node_id AND o.run_index = c.run_index AND o.attempt = c.attempt)
    THEN r.items END
  FROM (
    SELECT r.*, sum(r.length) OVER (PARTITION BY c.execution_id, c.node_id, c.run_index, c.attempt ORDER BY r.id) AS so_far
    FROM json_to_recordset($3::json) AS r(id uuid, items json, length integer) JOIN ended ON ended.id = r.id
      JOIN execution_calls c ON c.called_execution_id = r.id
  ) r
  WHERE c.called_execution_id = r.id AND c.awaited
)`;

const WRITTEN = `
SELECT id, watched FROM ended`;

/** What was written of an end. `watched`: somebody watches the execution, or did. */
export type Flushed = { readonly watched: boolean };

function listOf(texts: readonly string[]): string {
  return `[${texts.filter((text) => text !== '').join(',')}]`;
}

/** Writes how these executions ended. Returns those that were written, by their ids: their runner still held them. */
export async function flushTexts(db: Database, ends: readonly EndText[]): Promise<ReadonlyMap<string, Flushed>> {
  const parameters = [listOf(ends.map(({ row }) => row)), listOf(ends.map(({ nodes }) => nodes))];
  const results = listOf(ends.map(({ result }) => result));
  const ended = ends.some(({ forgets }) => forgets) ? ENDED_AND_FORGOTTEN : ENDED;
  const rows =
    results === '[]'
      ? await db.sql.query(`${ended}${WRITTEN}`, parameters)
      : await db.sql.query(`${ended}${RESULTS}${WRITTEN}`, [...parameters, results, MAX_CALL_DATA]);
  return new Map(rows.map((row) => [String(row.id), { watched: row.watched === true }]));
}

/** The same for what has not been made into texts. Returns the ids of those that were written. */
export async function flushExecutions(
  db: Database,
  finished: readonly FinishedExecution[],
): Promise<ReadonlySet<string>> {
  return new Set((await flushTexts(db, finished.map(endText))).keys());
}

const IS_ENDED = `SELECT watch_count IS NOT NULL AS watched FROM executions
WHERE id = $1::uuid AND created_at = $2::timestamptz AND epoch = $3::int AND completed_at = $4::timestamptz`;

/** Writes an end that may be written already, by a statement whose answer did not come: that counts as written, too. `null`: it is not. */
export async function flushAgain(db: Database, end: EndText): Promise<Flushed | null> {
  const written = (await flushTexts(db, [end])).get(end.id);
  if (written !== undefined) return written;
  const moments = [end.createdAt, end.completedAt].map((ms) => new Date(ms).toISOString());
  const [row] = await db.sql.query(IS_ENDED, [end.id, moments[0], end.epoch, moments[1]]);
  return row === undefined ? null : { watched: row.watched === true };
}

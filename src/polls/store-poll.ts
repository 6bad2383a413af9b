import type { Database } from '../db/client.ts';
import type { JsonValue } from '../engine/json.ts';
import { toStorableJson } from '../executions/history/history-json.ts';
import {
  acceptedRow,
  EXECUTION_COLUMN_LIST,
  EXECUTION_RECORD,
  startingRow,
} from '../executions/model/execution-columns.ts';
import type { NewExecution } from '../executions/model/execution-record.ts';
import { POLL_MINUTE } from './poll-minute.ts';
import type { TakenPoll } from './take-poll.ts';

/**
 * The cursor moves and the executions are inserted, or neither: if the poll is still as it was taken, and its version still the
 * published one. `$1`: all of it as JSON;
 * without a cursor, that stays.
 */
const STORE = `WITH input AS (SELECT $1::json AS doc),
moved AS (
  UPDATE polls p SET revision = p.revision + 1, attempts = 0, failures = 0, last_error_code = NULL, last_error_message = NULL,
    cursor = coalesce(doc->'cursor', p.cursor), last_polled_at = now(),
    next_poll_at = ${POLL_MINUTE} + p.every_minutes * interval '1 minute',
    found_count = p.found_count + g.found,
    last_found_at = CASE WHEN g.found > 0 THEN now() ELSE p.last_found_at END
  FROM input, json_to_record(doc->'poll') AS g(id uuid, workspace_id uuid, revision int, version int, found int), workflows w
  WHERE p.id = g.id AND p.workspace_id = g.workspace_id AND p.revision = g.revision
    AND w.id = p.workflow_id AND w.status = 'active' AND w.published_version = g.version
  RETURNING p.id AS poll_id
), started AS (
  INSERT INTO executions (${EXECUTION_COLUMN_LIST}, enqueued_at)
  SELECT ${EXECUTION_COLUMN_LIST}, now()
  FROM moved, input, json_to_recordset(doc->'executions') AS e(${EXECUTION_RECORD})
)
SELECT poll_id FROM moved`;

/** What a poll came to. `found`: how many new items; `cursor`: `undefined` if it is as before. */
export type PollFind = {
  readonly found: number;
  readonly cursor: JsonValue | undefined;
  readonly executions: readonly NewExecution[];
};

/** Stores what a poll came to, and says whether it did: not if somebody else was first, or the workflow has changed. */
export async function storePoll(db: Database, poll: TakenPoll, find: PollFind): Promise<boolean> {
  const { id, workspace_id, revision, version } = poll;
  const { found, cursor, executions } = find;
  const document = {
    poll: { id, workspace_id, revision, version, found },
    ...(cursor === undefined ? {} : { cursor }),
    executions: executions.map((execution) => ({ ...acceptedRow(execution), ...startingRow(execution) })),
  };
  const rows = await db.sql.query(STORE, [toStorableJson(document)]);
  return rows.length === 1;
}

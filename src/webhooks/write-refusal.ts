import type { SystemDatabase } from '../db/client.ts';

/** A call of a webhook that was refused, as it is written down. */
export type WebhookRefusal = {
  readonly id: string;
  readonly workspace_id: string;
  readonly workflow_id: string;
  readonly node_id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly unwritten: number;
  readonly created_at: string;
};

/** How many rows an endpoint has at most, and how many of the last minute. */
const MOST_ROWS = 200;
const MOST_A_MINUTE = 20;

const OF_NODE = 'o.workflow_id = g.workflow_id AND o.node_id = g.node_id';

/** Drops the oldest rows in the same statement, so that nobody can fill the table. `$1`: the row as JSON. */
const WRITE = `WITH g AS MATERIALIZED (
  SELECT * FROM json_to_record($1::json) AS r(id uuid, workspace_id uuid, workflow_id uuid, node_id text, method text, path text,
    status int, code text, message text, unwritten int, created_at timestamptz)
), dropped AS (
  DELETE FROM webhook_refusals WHERE id IN (
    SELECT old.id FROM g CROSS JOIN LATERAL (
      SELECT o.id FROM webhook_refusals o WHERE ${OF_NODE} ORDER BY o.id DESC OFFSET ${MOST_ROWS - 1}) old)
)
INSERT INTO webhook_refusals (id, workspace_id, workflow_id, node_id, method, path, status, code, message, unwritten, created_at)
SELECT g.* FROM g WHERE ${MOST_A_MINUTE} > (SELECT count(*) FROM (
  SELECT 1 FROM webhook_refusals o WHERE ${OF_NODE} AND o.created_at > g.created_at - interval '1 minute' LIMIT ${MOST_A_MINUTE}) lately)`;

/** Writes down that a call was refused, unless there were many of late. */
export async function writeRefusal(db: SystemDatabase, refusal: WebhookRefusal): Promise<void> {
  await db.sql.query(WRITE, [JSON.stringify(refusal)]);
}

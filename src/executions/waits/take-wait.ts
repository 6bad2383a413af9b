import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import { toStorableJson } from '../history/history-json.ts';
import { createdAtOf } from '../model/created-at.ts';
import type { WaitKey } from './execution-waits.ts';

/** Which wait is meant. `nodeId`: the node that waits; `null`: the only one that is open. */
export type WaitSearch = {
  readonly executionId: string;
  readonly nodeId: string | null;
  readonly kind: 'webhook' | 'approval';
};

/** A wait of a node, as it was found. `answer`: what a person decided; calls are not read again. */
export type FoundWait = {
  readonly key: WaitKey;
  readonly workspaceId: string;
  readonly details: JsonValue;
  readonly answer: JsonValue;
  readonly expiresAt: Date | null;
};

/**
 * Where a wait stands. `not_open`: the execution has not come to it; `resumed`: something has come; `over`: nothing came in
 * time, or the execution is over; `ambiguous`: several are open, and no node was named.
 */
export type WaitState =
  | { readonly type: 'unknown' | 'not_open' | 'over' | 'ambiguous' }
  | { readonly type: 'open' | 'resumed'; readonly wait: FoundWait };

/** Those that are open come first, then the latest. Two will do: more than one that is open needs a name. */
const FIND = `SELECT e.workspace_id, e.status IN ('queued', 'running', 'waiting') AND e.cancel_requested_at IS NULL AS live,
  w.node_id, w.run_index, w.attempt, w.details, CASE WHEN w.kind = 'approval' THEN w.payload END AS answer, w.expires_at,
  w.resumed_at IS NOT NULL AS resumed,
  w.resumed_at IS NULL AND w.closed_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > now()) AS open
FROM executions e LEFT JOIN execution_waits w
  ON w.execution_id = e.id AND w.kind = $3 AND ($4::text IS NULL OR w.node_id = $4)
WHERE e.id = $1::uuid AND e.created_at = $2::timestamptz
ORDER BY open DESC, w.created_at DESC, w.run_index DESC, w.attempt DESC LIMIT 2`;

/** Only a wait that is open takes what comes, and only once; then the execution is woken. */
const TAKE = `WITH taken AS (
  UPDATE execution_waits w SET resumed_at = now(), payload = $6::jsonb FROM executions e
  WHERE w.execution_id = $1::uuid AND w.node_id = $3 AND w.run_index = $4::int AND w.attempt = $5::int
    AND w.resumed_at IS NULL AND w.closed_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > now())
    AND e.id = w.execution_id AND e.created_at = $2::timestamptz
    AND e.status IN ('queued', 'running', 'waiting') AND e.cancel_requested_at IS NULL
  RETURNING w.execution_id, w.execution_created_at
)
SELECT wake_execution(execution_id, execution_created_at) AS status FROM taken`;

const noWait = z.object({ live: z.boolean(), node_id: z.null() });
const rowSchema = z.object({
  workspace_id: z.string(),
  live: z.boolean(),
  node_id: z.string(),
  run_index: z.number(),
  attempt: z.number(),
  details: z.custom<JsonValue>(),
  answer: z.custom<JsonValue>(),
  expires_at: z.coerce.date().nullable(),
  resumed: z.boolean(),
  open: z.boolean(),
});

type Row = z.infer<typeof rowSchema>;

function toWait(executionId: string, row: Row): FoundWait {
  const { node_id: nodeId, run_index: runIndex, attempt, workspace_id: workspaceId, details, answer } = row;
  return { key: { executionId, nodeId, runIndex, attempt }, workspaceId, details, answer, expiresAt: row.expires_at };
}

/** Where the wait stands that is searched for. */
export async function findWait(db: Database, { executionId, nodeId, kind }: WaitSearch): Promise<WaitState> {
  const rows = await db.sql.query(FIND, [executionId, createdAtOf(executionId).toISOString(), kind, nodeId]);
  if (rows.length === 0) return { type: 'unknown' };
  const none = noWait.safeParse(rows[0]);
  if (none.success) return { type: none.data.live ? 'not_open' : 'over' };
  const [first, second] = rows.map((row) => rowSchema.parse(row));
  if (first === undefined) return { type: 'unknown' };
  if (first.resumed) return { type: 'resumed', wait: toWait(executionId, first) };
  if (!first.live || !first.open) return { type: 'over' };
  if (nodeId === null && second?.open === true) return { type: 'ambiguous' };
  return { type: 'open', wait: toWait(executionId, first) };
}

/** Gives a wait what has come for it, and wakes its execution. False if it is not open any more. */
export async function takeWait(db: Database, key: WaitKey, payload: JsonValue): Promise<boolean> {
  const { executionId, nodeId, runIndex, attempt } = key;
  const parameters = [
    executionId,
    createdAtOf(executionId).toISOString(),
    nodeId,
    runIndex,
    attempt,
    toStorableJson(payload),
  ];
  const [row] = await db.sql.query(TAKE, parameters);
  return row !== undefined && row.status !== null;
}

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import { toStorableJson } from '../history/history-json.ts';
import { createdAtOf } from '../model/created-at.ts';
import type { WaitKey } from './execution-waits.ts';

/** Which wait to look for. `nodeId`: `null` for the only open one of the execution. */
export type WaitSearch = {
  readonly executionId: string;
  readonly nodeId: string | null;
  readonly kind: 'webhook' | 'approval' | 'form';
};

/** A wait that was found, and which workflow has asked, since when. `answer`: what a person decided, if somebody has; what a call or a form brought is not read again. */
export type FoundWait = {
  readonly key: WaitKey;
  readonly workspaceId: string;
  readonly details: JsonValue;
  readonly answer: JsonValue;
  readonly expiresAt: Date | null;
  readonly askedAt: Date;
  readonly workflowName: string;
};

/**
 * The state of a wait. `unknown`: there is no such execution; `not_open`: the execution has not come to the wait yet;
 * `over`: it timed out, or the execution has ended, perhaps before it came to the wait; `ambiguous`: several are open, and no
 * node was named.
 */
export type WaitState =
  | { readonly type: 'unknown' | 'not_open' | 'ambiguous' }
  | { readonly type: 'over'; readonly wait: FoundWait | null }
  | { readonly type: 'open' | 'resumed'; readonly wait: FoundWait };

/**
 * Open waits first, then the latest; two rows show whether several are open. `$1` execution, `$2` its created_at, `$3`
 * kind, `$4` node or null.
 */
const FIND = `SELECT e.workspace_id, e.status IN ('queued', 'running', 'waiting') AND e.cancel_requested_at IS NULL AS live,
  w.node_id, w.run_index, w.attempt, w.details, CASE WHEN w.kind = 'approval' THEN w.payload END AS answer, w.expires_at,
  w.created_at AS asked_at, (SELECT f.name FROM workflows f WHERE f.id = e.workflow_id) AS workflow_name,
  w.resumed_at IS NOT NULL AS resumed,
  w.resumed_at IS NULL AND w.closed_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > now()) AS open
FROM executions e LEFT JOIN execution_waits w
  ON w.execution_id = e.id AND w.kind = $3 AND ($4::text IS NULL OR w.node_id = $4)
WHERE e.id = $1::uuid AND e.created_at = $2::timestamptz
ORDER BY open DESC, w.created_at DESC, w.run_index DESC, w.attempt DESC LIMIT 2`;

/**
 * An open wait takes the payload, once, and its execution is woken. `$1` execution, `$2` its created_at, `$3` node,
 * `$4` run index, `$5` attempt, `$6` payload.
 */
const TAKE = `WITH taken AS (
  UPDATE execution_waits w SET resumed_at = now(), payload = $6::json FROM executions e
  WHERE w.execution_id = $1::uuid AND w.node_id = $3 AND w.run_index = $4::int AND w.attempt = $5::int
    AND w.resumed_at IS NULL AND w.closed_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > now())
    AND e.id = w.execution_id AND e.created_at = $2::timestamptz
    AND e.status IN ('queued', 'running', 'waiting') AND e.cancel_requested_at IS NULL
  RETURNING w.execution_id, w.execution_created_at
)
SELECT wake_execution(execution_id, execution_created_at) AS status FROM taken`;

/** The row of an execution without such a wait. */
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
  asked_at: z.coerce.date(),
  workflow_name: z.string(),
  resumed: z.boolean(),
  open: z.boolean(),
});

const wokenSchema = z.enum(['queued', 'running']).nullable();

type Row = z.infer<typeof rowSchema>;

function toWait(executionId: string, row: Row): FoundWait {
  const { node_id: nodeId, run_index: runIndex, attempt, details, answer } = row;
  return {
    key: { executionId, nodeId, runIndex, attempt },
    workspaceId: row.workspace_id,
    details,
    answer,
    expiresAt: row.expires_at,
    askedAt: row.asked_at,
    workflowName: row.workflow_name,
  };
}

/** Finds a wait of an execution and its state. */
export async function findWait(db: Database, { executionId, nodeId, kind }: WaitSearch): Promise<WaitState> {
  const rows = await db.sql.query(FIND, [executionId, createdAtOf(executionId).toISOString(), kind, nodeId]);
  if (rows.length === 0) return { type: 'unknown' };
  const none = noWait.safeParse(rows[0]);
  if (none.success) return none.data.live ? { type: 'not_open' } : { type: 'over', wait: null };
  const [first, second] = rows.map((row) => rowSchema.parse(row));
  if (first === undefined) return { type: 'unknown' };
  if (first.resumed) return { type: 'resumed', wait: toWait(executionId, first) };
  if (!first.live || !first.open) return { type: 'over', wait: toWait(executionId, first) };
  if (nodeId === null && second?.open === true) return { type: 'ambiguous' };
  return { type: 'open', wait: toWait(executionId, first) };
}

/** Where a woken execution is: on its way to a runner, or with one that is busy; `null`: the wait is not open any more. */
export type Woken = 'queued' | 'running' | null;

/** Resumes a wait with a payload, and wakes its execution. */
export async function takeWait(db: Database, key: WaitKey, payload: JsonValue): Promise<Woken> {
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
  return wokenSchema.parse(row?.status ?? null);
}

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import { timeOfId } from '../../shared/ids.ts';
import { type ClaimedExecution, TRIGGER_TYPES } from '../model/execution-record.ts';
import { hasKeyOf } from './find-by-key.ts';

/** How many executions the workspace `w` may run at once, if its settings or its plan say so. */
export const MAX_RUNNING = `least((w.plan_limits ->> 'concurrency')::int,
  CASE WHEN w.settings ->> 'max_running' ~ '^[0-9]{1,6}$' THEN (w.settings ->> 'max_running')::int END)`;

/**
 * Claims a whole batch in one statement: executions that are queued and that no gate holds, whose wait is over, or whose runner's lease has
 * run out. Each claim raises the epoch, which fences the runner before. A wait counts as over five seconds early, for
 * the clock of the object that wakes the execution may be ahead; the runner waits for the rest. An execution
 * that never ran waits for its start, which nothing else holds back, so there it is one second. From the second claim on,
 * the journal is kept in the object.
 *
 * `$1`: ids and `created_at` as JSON, `$2`: seconds of the lease.
 */
const CLAIM = `UPDATE executions e SET
  status = 'running', epoch = e.epoch + 1, claims = e.claims + 1, wait_until = NULL,
  lease_expires_at = now() + $2::int * interval '1 second',
  started_at = coalesce(e.started_at, now()),
  promoted_at = CASE WHEN e.has_effects OR e.epoch > 0 THEN coalesce(e.promoted_at, now()) ELSE e.promoted_at END
FROM json_to_recordset($1::json) AS m(id uuid, created_at timestamptz)
WHERE ${hasKeyOf('m')}
  AND CASE e.status WHEN 'queued' THEN e.held_at IS NULL
    WHEN 'waiting' THEN e.wait_until <= now() + CASE e.epoch WHEN 0 THEN interval '1 second' ELSE interval '5 seconds' END
    WHEN 'running' THEN e.lease_expires_at < now() END
RETURNING e.id, e.created_at, e.epoch, e.workflow_id, e.workspace_id, e.workflow_version, e.trigger_type,
  e.trigger_node_id, e.trigger_data, e.input_data, e.has_effects, e.started_at,
  e.depth, e.run_options, e.resume_count, coalesce(e.watch_count, 0) AS watch_count, e.journal, e.cancel_requested_at IS NOT NULL AS cancel_requested,
  e.flow_key, e.in_shared_gate IS TRUE AS in_shared_gate,
  (SELECT ${MAX_RUNNING} FROM workspaces w WHERE w.id = e.workspace_id) AS workspace_limit`;

const instant = z.union([z.date(), z.string()]).transform((value) => new Date(value).getTime());

const claimedSchema = z
  .object({
    id: z.string(),
    created_at: instant,
    epoch: z.number(),
    workflow_id: z.string(),
    workspace_id: z.string(),
    workflow_version: z.number(),
    trigger_type: z.enum(TRIGGER_TYPES),
    trigger_node_id: z.string(),
    trigger_data: z.custom<JsonValue>(),
    input_data: z.custom<JsonValue>(),
    has_effects: z.boolean(),
    started_at: instant,
    cancel_requested: z.boolean(),
    depth: z.number(),
    run_options: z.custom<JsonValue>(),
    resume_count: z.number(),
    watch_count: z.number(),
    journal: z.string().nullable(),
    flow_key: z.string().nullable(),
    in_shared_gate: z.boolean(),
    workspace_limit: z.number().nullable(),
  })
  .transform(
    (row): ClaimedExecution => ({
      id: row.id,
      createdAt: row.created_at,
      epoch: row.epoch,
      workflowId: row.workflow_id,
      workspaceId: row.workspace_id,
      workflowVersion: row.workflow_version,
      triggerType: row.trigger_type,
      triggerNodeId: row.trigger_node_id,
      triggerData: row.trigger_data,
      inputData: row.input_data,
      hasEffects: row.has_effects,
      startedAt: row.started_at,
      cancelRequested: row.cancel_requested,
      depth: row.depth,
      runOptions: row.run_options,
      resumeCount: row.resume_count,
      watchCount: row.watch_count,
      journal: row.journal,
      flowKey: row.flow_key,
      inSharedGate: row.in_shared_gate,
      workspaceLimit: row.workspace_limit,
    }),
  );

type Key = { readonly id: string; readonly created_at: string };

function keyOf(id: string): Key[] {
  const time = timeOfId(id);
  return time === null ? [] : [{ id, created_at: new Date(time).toISOString() }];
}

/**
 * Claims these executions for `leaseSeconds`. Those that cannot be claimed (running elsewhere, ended, unknown) are left
 * out.
 */
export async function claimExecutions(
  db: Database,
  { ids, leaseSeconds }: { ids: readonly string[]; leaseSeconds: number },
): Promise<readonly ClaimedExecution[]> {
  const keys = ids.flatMap(keyOf);
  if (keys.length === 0) return [];
  const rows = await db.sql.query(CLAIM, [JSON.stringify(keys), leaseSeconds]);
  return rows.map((row) => claimedSchema.parse(row));
}

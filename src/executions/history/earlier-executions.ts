import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { timeOfId } from '../../shared/ids.ts';
import { type OutputSource, withKeptOutputs } from './kept-outputs.ts';

const runSchema = z.object({
  node_id: z.string(),
  node_type: z.string(),
  run_index: z.number(),
  status: z.enum(['completed', 'failed', 'unknown']),
  output_data: z.custom<JsonValue>(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  /** What somebody has said of a run whose outcome was unknown; `output`: the items, or `null` for what they did not say. */
  settled: z
    .object({ outcome: z.enum(['happened', 'not_happened']), output: z.array(z.custom<JsonObject>()).nullable() })
    .nullable(),
});

/** A node run of an earlier execution that completed, failed, or whose outcome is unknown. */
export type EarlierRun = z.infer<typeof runSchema>;

const earlierSchema = z.object({
  workflow_id: z.string(),
  workflow_version: z.number(),
  status: z.string(),
  trigger_node_id: z.string().nullable(),
  trigger_data: z.custom<JsonValue>(),
  input_data: z.custom<JsonValue>(),
  runs: z.array(runSchema),
});

/** The part of an earlier execution that another one may reuse. */
export type EarlierExecution = z.infer<typeof earlierSchema>;

/** The runs of these nodes, of this execution. */
export type EarlierRequest = {
  readonly workspaceId: string;
  readonly executionId: string;
  readonly nodeIds: readonly string[];
};

/** How much of what history had no room for is reused, in UTF-16 units of JSON: what the memory of a runner holds. */
const MAX_REUSED = 32_000_000;

const LOAD = `SELECT e.workflow_id, e.workflow_version, e.status, e.trigger_node_id, e.trigger_data, e.input_data,
  (SELECT coalesce(json_agg(json_build_object('node_id', n.node_id, 'node_type', n.node_type, 'run_index', n.run_index,
      'status', n.status, 'output_data', n.output_data, 'error_code', n.error_code, 'error_message', n.error_message,
      'settled', CASE WHEN a.outcome IS NOT NULL THEN json_build_object('outcome', a.outcome, 'output', a.output) END)), '[]')
    FROM node_executions n LEFT JOIN execution_attention a
      ON n.status = 'unknown' AND a.execution_id = n.execution_id AND a.node_id = n.node_id AND a.run_index = n.run_index
    WHERE n.execution_id = e.id AND n.created_at = e.created_at AND n.status IN ('completed', 'failed', 'unknown')
      AND n.node_id IN (SELECT json_array_elements_text($4::json))) AS runs
FROM executions e WHERE e.id = $1::uuid AND e.created_at = $2::timestamptz AND e.workspace_id = $3::uuid`;

/**
 * Reads an earlier execution of the workspace with the runs of some of its nodes, in one statement; `null` if there is
 * none.
 */
export async function loadEarlier(source: OutputSource, request: EarlierRequest): Promise<EarlierExecution | null> {
  const { executionId, workspaceId, nodeIds } = request;
  const time = timeOfId(executionId);
  if (time === null) return null;
  const parameters = [executionId, new Date(time).toISOString(), workspaceId, JSON.stringify(nodeIds)];
  const row = (await source.db.sql.query(LOAD, parameters))[0];
  if (row === undefined) return null;
  const earlier = earlierSchema.parse(row);
  const runs = await withKeptOutputs(source, earlier.runs, { executionId, maxLength: MAX_REUSED });
  return { ...earlier, runs: [...runs] };
}

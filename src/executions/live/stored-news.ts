import { z } from 'zod';
import type { Outputs } from '../../engine/item.ts';
import { hasEnded } from '../get-execution.ts';
import { isCut } from '../history/history-json.ts';
import { isRedacted } from '../history/redacted-json.ts';
import type { Execution, NodeExecution } from '../model/executions.schemas.ts';
import { type LiveExecution, type LiveNode, liveNodeSchema } from './live.schemas.ts';
import { executionNews, type LiveNews, nodeNews } from './live-news.ts';
import { liveOutputs } from './live-outputs.ts';

const outputsSchema = z.custom<Outputs>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

function outputsOf({ output_data: stored }: NodeExecution): LiveNode['outputs'] {
  const outputs = outputsSchema.safeParse(stored);
  return isCut(stored) || isRedacted(stored) || !outputs.success ? null : liveOutputs(outputs.data);
}

/** What a stream tells of a node run that stands in history, or in the journal. */
export function storedNodeNews(row: NodeExecution): LiveNews {
  return nodeNews({
    node_id: row.node_id,
    node_type: row.node_type,
    node_name: row.node_name,
    status: row.status,
    run_index: row.run_index,
    position: row.position,
    attempt: row.retry_count + 1,
    retry_count: row.retry_count,
    started_at: row.started_at,
    completed_at: row.completed_at,
    duration_ms: row.duration_ms,
    due_at: null,
    error_code: row.error_code,
    error_message: row.error_message,
    source: row.source,
    inputs: liveNodeSchema.shape.inputs.safeParse(row.input_data).data ?? [],
    outputs: outputsOf(row),
  });
}

/** History has no room for the outputs of all runs, and says nothing of the next attempt. */
const parsedSchema = z.looseObject({ outputs: z.unknown() });

/** Whether what was told says the same as history, which may have kept less. */
export function isToldBy(told: LiveNews, stored: LiveNews): boolean {
  const [known, kept] = [told, stored].map(({ data }) => parsedSchema.parse(JSON.parse(data)));
  return JSON.stringify({ ...known, outputs: kept?.outputs && known?.outputs }) === JSON.stringify(kept);
}

/** The same of an execution, by its row. */
export function storedExecutionNews(execution: Execution): LiveNews {
  return executionNews(liveExecutionOf(execution));
}

function liveExecutionOf(execution: Execution): LiveExecution {
  const ended = hasEnded(execution);
  return {
    status: execution.status,
    started_at: execution.started_at,
    completed_at: execution.completed_at,
    wait_until: execution.wait_until,
    error_code: execution.error_code,
    error_message: execution.error_message,
    error_node_id: execution.error_node_id,
    metadata: execution.metadata,
    nodes_total: ended ? execution.nodes_total : null,
    nodes_completed: ended ? execution.nodes_completed : null,
  };
}

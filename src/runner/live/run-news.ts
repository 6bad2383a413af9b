import { nodeRuns } from '../../engine/node-runs.ts';
import type { ExecutionState, NodeRunStatus, NodeRunView } from '../../engine/state.ts';
import { changedIndexes, valueAt, valuesOf } from '../../engine/structure/vector.ts';
import type { LiveExecution } from '../../executions/live/live.schemas.ts';
import { executionNews, type LiveNews, nodeNews } from '../../executions/live/live-news.ts';
import { liveOutputs } from '../../executions/live/live-outputs.ts';
import type { ExecutionEnding } from '../../executions/model/execution-record.ts';
import { inputReferences, nodeRecord, shownRecord } from '../history/execution-history.ts';
import type { ExecutionRun } from '../run/execution-run.ts';

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** A wait may last for years; history keeps no more than this of it, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

const ENDED: ReadonlySet<NodeRunStatus> = new Set(['completed', 'failed', 'skipped', 'cancelled', 'unknown']);

function newsOfView(run: ExecutionRun, view: NodeRunView, position: number): LiveNews {
  const record = shownRecord(run, nodeRecord(run, view, { position, id: '', outputData: null }));
  const isKept = (run.workflow.kept?.outputOf(record.nodeId) ?? 'all') === 'all';
  const outputs = view.counts === null || !isKept ? undefined : run.data.outputs(view.node, view.run);
  const ended = ENDED.has(view.status);
  return nodeNews({
    node_id: record.nodeId,
    node_type: record.nodeType,
    node_name: record.nodeName,
    status: view.status,
    run_index: record.runIndex,
    position,
    attempt: view.attempt,
    retry_count: record.retryCount,
    started_at: iso(record.startedAt),
    completed_at: iso(record.completedAt),
    duration_ms: record.durationMs === null ? null : Math.min(record.durationMs, LONGEST),
    due_at: ended ? null : iso(view.due),
    error_code: record.errorCode,
    error_message: record.errorMessage,
    source: record.source,
    inputs: inputReferences(run, view),
    outputs: outputs === undefined ? null : liveOutputs(outputs),
  });
}

/** How all node runs stand. */
export function allNodeNews(run: ExecutionRun): readonly LiveNews[] {
  return nodeRuns(run.journal.state()).map((view, position) => newsOfView(run, view, position));
}

/** The node runs that a fact has changed, or begun. The end changes those that were under way, too. */
export function changedNodeNews(
  run: ExecutionRun,
  { before, after }: { readonly before: ExecutionState; readonly after: ExecutionState },
): readonly LiveNews[] {
  if (after.outcome === null) {
    const changed = changedIndexes(before.runs, after.runs);
    return changed.map((index) => newsOfView(run, valueAt(after.runs, index), index));
  }
  const known = valuesOf(before.runs);
  return nodeRuns(after).flatMap((view, index) => (view === known[index] ? [] : [newsOfView(run, view, index)]));
}

const UNENDED = {
  completed_at: null,
  error_code: null,
  error_message: null,
  error_node_id: null,
  metadata: null,
  nodes_total: null,
  nodes_completed: null,
} satisfies Partial<LiveExecution>;

/** How an execution stands that has not ended. `until`: when a waiting one goes on by itself. */
export function openNews(
  run: ExecutionRun,
  status: 'queued' | 'running' | 'waiting',
  until: number | null = null,
): LiveNews {
  return executionNews({ ...UNENDED, status, started_at: iso(run.startedAt), wait_until: iso(until) });
}

/** How an execution ended, once that is written. */
export function endedNews(ending: ExecutionEnding): LiveNews {
  return executionNews({
    status: ending.status,
    started_at: iso(ending.startedAt),
    completed_at: iso(ending.completedAt),
    wait_until: null,
    error_code: ending.errorCode,
    error_message: ending.errorMessage,
    error_node_id: ending.errorNodeId,
    metadata: ending.metadata,
    nodes_total: ending.nodesTotal,
    nodes_completed: ending.nodesCompleted,
  });
}

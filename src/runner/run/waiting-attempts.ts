import type { ExecutionEvent } from '../../engine/event.ts';
import { nodeRuns } from '../../engine/node-runs.ts';
import type { NodeRunView } from '../../engine/state.ts';
import type { WaitKey } from '../../executions/waits/execution-waits.ts';
import type { ExecutionRun } from './execution-run.ts';

/** Names an attempt of a node run within its execution. */
export function attemptKey({ nodeId, runIndex, attempt }: Omit<WaitKey, 'executionId'>): string {
  return `${nodeId}:${runIndex}:${attempt}`;
}

function keyOf({ workflow }: ExecutionRun, { node, run: runIndex, attempt }: NodeRunView): string {
  return attemptKey({ nodeId: workflow.plan.nodes[node]?.node.id ?? '', runIndex, attempt });
}

/** The node runs that wait, and for which something has come: the facts with which they go on. */
export function resumptions(run: ExecutionRun, came: ReadonlySet<string>): readonly ExecutionEvent[] {
  return nodeRuns(run.journal.state())
    .filter((view) => view.status === 'waiting' && came.has(keyOf(run, view)))
    .map(({ node, run: index, attempt }) => ({ type: 'node_resumed', node, run: index, attempt }));
}

import type { NodeFailure } from '../event.ts';
import type { OutputCounts } from '../item.ts';
import type { NodeRunView } from '../state.ts';
import { type Draft, endExecution, planNode } from './draft.ts';
import { leave } from './flow.ts';
import { changeRun } from './runs.ts';

/** Completes the run in a slot: its items go on. */
export function completeRun(draft: Draft, slot: number, counts: OutputCounts): void {
  leave(draft, endRun(draft, slot, { status: 'completed', counts, failure: null }));
}

/** How a run ended for good: its last failure, and the items that go on in spite of it. */
export type FinalFailure = {
  readonly status: 'failed' | 'unknown';
  readonly failure: NodeFailure;
  readonly counts: OutputCounts;
};

/** Fails the run in a slot for good: the execution fails with it, or the items go on, as the node's `on_error` says. */
export function failRun(draft: Draft, slot: number, { status, failure, counts }: FinalFailure): void {
  const run = endRun(draft, slot, { status, failure, counts });
  const stops = planNode(draft, run.node).onError === 'stop';
  if (stops) endExecution(draft, { status: 'failed', failure, node: run.node });
  else leave(draft, run);
}

function endRun(draft: Draft, slot: number, changes: Partial<NodeRunView>): NodeRunView {
  return changeRun(draft, slot, { ...changes, completedAt: draft.now, due: null });
}

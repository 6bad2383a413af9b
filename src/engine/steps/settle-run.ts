import type { NodeFailure } from '../event.ts';
import type { OutputCounts } from '../item.ts';
import type { NodeRunView } from '../state.ts';
import { type Draft, endExecution, planNode } from './draft.ts';
import { sendOn } from './flow.ts';
import { changeRun } from './runs.ts';

/** Completes the run in a slot, and sends its items on. */
export function completeRun(draft: Draft, slot: number, counts: OutputCounts): void {
  sendOn(draft, endRun(draft, slot, { status: 'completed', counts, failure: null }));
}

/** The final failure of a run, and how many items go on in spite of it. */
export type FinalFailure = {
  readonly status: 'failed' | 'unknown';
  readonly failure: NodeFailure;
  readonly counts: OutputCounts;
};

/** Fails the run in a slot for good. By the node's `on_error`, the execution fails, too, or items go on. */
export function failRun(draft: Draft, slot: number, { status, failure, counts }: FinalFailure): void {
  const run = endRun(draft, slot, { status, failure, counts });
  const stops = planNode(draft, run.node).onError === 'stop';
  if (stops) endExecution(draft, { status: 'failed', failure, node: run.node });
  else sendOn(draft, run);
}

function endRun(draft: Draft, slot: number, changes: Partial<NodeRunView>): NodeRunView {
  return changeRun(draft, slot, { ...changes, completedAt: draft.now, due: null });
}

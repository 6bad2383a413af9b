import { isAtMostOnce, outcomeUnknown } from '../at-most-once.ts';
import { failureCounts } from '../main-output.ts';
import { runCommand } from '../pending-commands.ts';
import type { NodeRunView } from '../state.ts';
import { valuesOf } from '../structure/vector.ts';
import { type Draft, planNode } from './draft.ts';
import { failRun } from './settle-run.ts';

/** Repeats the interrupted nodes, except those whose effect must not happen twice and may have happened: their outcome is unknown. */
export function onRunnerChanged(draft: Draft, epoch: number): boolean {
  if (epoch <= draft.state.epoch) return false;
  draft.state.epoch = epoch;
  for (const [slot, run] of valuesOf(draft.state.runs).entries()) {
    if (run.status !== 'running') continue;
    if (hasUnknownOutcome(draft, run)) markUnknown(draft, slot, run);
    else draft.commands.push(runCommand(run));
  }
  return draft.state.trigger !== null;
}

function hasUnknownOutcome(draft: Draft, run: NodeRunView): boolean {
  return run.intended && isAtMostOnce(planNode(draft, run.node));
}

function markUnknown(draft: Draft, slot: number, run: NodeRunView): void {
  const failure = outcomeUnknown('The node was interrupted.');
  failRun(draft, slot, { status: 'unknown', failure, counts: failureCounts(planNode(draft, run.node), run.inputs) });
}

import type { InputRef } from '../command.ts';
import { runCommand } from '../pending-commands.ts';
import type { PlanNode } from '../plan.ts';
import type { NodeRunStatus, NodeRunView } from '../state.ts';
import { withTimer } from '../structure/timer-heap.ts';
import { valueAt, withAppended, withValue } from '../structure/vector.ts';
import { changeNode, type Draft, endExecution } from './draft.ts';

/** How many node runs an execution may have. Only a runaway loop reaches it. */
export const MAX_RUNS = 100_000;

type NewRun = {
  readonly status: 'running' | 'skipped';
  readonly inputs: readonly InputRef[];
  /** Absent for the first run of a pass. */
  readonly firstRun?: number;
};

/** Adds the next run of a node. Fails the execution and returns `null` if it has had too many. */
export function addRun(draft: Draft, node: PlanNode, { status, inputs, firstRun }: NewRun): NodeRunView | null {
  const slot = draft.state.runs.size;
  if (slot >= MAX_RUNS) return failTooManyRuns(draft, node);
  const run = valueAt(draft.state.nodes, node.index).runs;
  const view: NodeRunView = {
    node: node.index,
    run,
    firstRun: firstRun ?? run,
    attempt: 1,
    status,
    startedAt: draft.now,
    completedAt: status === 'skipped' ? draft.now : null,
    inputs,
    failure: null,
    counts: null,
    due: null,
    resumed: false,
    intended: false,
  };
  draft.state.runs = withAppended(draft.state.runs, view);
  changeNode(draft, node.index, { latest: slot, runs: run + 1 });
  updateTally(draft, null, status);
  if (status === 'running') draft.commands.push(runCommand(view));
  return view;
}

/** Changes the run in a slot. */
export function changeRun(draft: Draft, slot: number, changes: Partial<NodeRunView>): NodeRunView {
  const before = valueAt(draft.state.runs, slot);
  const run = { ...before, ...changes };
  draft.state.runs = withValue(draft.state.runs, slot, run);
  updateTally(draft, before.status, run.status);
  return run;
}

/** Performs the run in a slot again: its next attempt, or the same attempt after its wait. */
export function performAgain(draft: Draft, slot: number, changes: Partial<NodeRunView>): void {
  const run = changeRun(draft, slot, { status: 'running', due: null, intended: false, ...changes });
  draft.commands.push(runCommand(run));
}

/** Pauses the run in a slot until `due` (ms since epoch) or, if that is `null`, until an event resumes it. */
export function pauseRun(draft: Draft, slot: number, changes: Partial<NodeRunView> & { due: number | null }): void {
  changeRun(draft, slot, changes);
  if (changes.due !== null) draft.state.timers = withTimer(draft.state.timers, { at: changes.due, slot });
}

/** The slot of a run, if it is the latest one of its node and has one of these statuses; otherwise `null`. */
export function slotOf(
  draft: Draft,
  place: { readonly node: number; readonly run: number },
  statuses: readonly NodeRunStatus[],
): number | null {
  if (draft.plan.nodes[place.node] === undefined) return null;
  const { latest, runs } = valueAt(draft.state.nodes, place.node);
  if (latest < 0 || place.run !== runs - 1) return null;
  return statuses.includes(valueAt(draft.state.runs, latest).status) ? latest : null;
}

function failTooManyRuns(draft: Draft, node: PlanNode): null {
  const message = `The execution reached its limit of ${MAX_RUNS} node runs.`;
  const failure = { code: 'execution.too_many_runs', message, retryable: false };
  endExecution(draft, { status: 'failed', failure, node: node.index });
  return null;
}

function updateTally(draft: Draft, before: NodeRunStatus | null, after: NodeRunStatus): void {
  const tally = { ...draft.state.tally };
  if (isCounted(before)) tally[before] -= 1;
  if (isCounted(after)) tally[after] += 1;
  draft.state.tally = tally;
}

function isCounted(status: NodeRunStatus | null): status is 'running' | 'retrying' | 'waiting' {
  return status === 'running' || status === 'retrying' || status === 'waiting';
}
